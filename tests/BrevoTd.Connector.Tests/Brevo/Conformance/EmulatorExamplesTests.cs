namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>The emulator's examples are those of the manifest.</summary>
public sealed class EmulatorExamplesTests
{
    [Fact]
    public void Examples_OfTheEmulator_AreTheManifests() =>
        Assert.Equal(EmulatorExamples.Generate(), File.ReadAllText(ReferenceFolder.InRepository(EmulatorExamples.File)));

    /// <summary>Writes them anew: <c>dotnet run --project tests/BrevoTd.Connector.Tests -f net10.0 -- -explicit only -method '*EmulatorExamplesTests.Regenerate'</c>.</summary>
    [Fact(Explicit = true)]
    public void Regenerate() => File.WriteAllText(ReferenceFolder.InRepository(EmulatorExamples.File), EmulatorExamples.Generate());
}
