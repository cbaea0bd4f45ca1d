namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>The kept manifest is what the documents say.</summary>
public sealed class ManifestTests
{
    private const string NotHere =
        $"The API documents are not here: no folder above the tests holds them, and {ReferenceFolder.Variable} names none.";

    [Fact]
    public void Manifest_OfTheDocuments_HasEveryOperationOnce()
    {
        Assert.Equal(291, Manifest.Operations.Count);
        Assert.Equal(291, Manifest.Operations.Select(operation => operation.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Manifest_WhereTheDocumentsDisagree_FollowsTheOverrides()
    {
        var remove = Manifest.Get("POST /contacts/lists/{listId}/contacts/remove").Body!;
        var contacts = Manifest.Get("GET /contacts");
        var newEvent = Manifest.Get("POST /events").Body!;

        Assert.Equal(150, remove.Alternatives.Single(alternative => alternative.Members.ContainsKey("extIds")).Members["extIds"].MaxItems);
        Assert.Equal(20, contacts.Query["ids"].MaxItems);
        Assert.Equal("boolean", contacts.Answers[0].Schema!.Members["contacts"].Items!.Members["whatsappBlacklisted"].Type);
        Assert.Equal(255, newEvent.Members["event_name"].MaxLength);
        Assert.Equal(["url"], Manifest.Get("POST /webhooks").Body!.Required);
    }

    [Fact]
    public void Find_OfAPathThatTwoOperationsMatch_TakesTheFixedOne()
    {
        Assert.Equal("GET /contacts/lists", Manifest.Find("GET", "contacts/lists")?.Name);
        Assert.Equal("GET /contacts/{identifier}", Manifest.Find("GET", "contacts/17")?.Name);
        Assert.Null(Manifest.Find("GET", "no/such/thing"));
    }

    [Fact]
    public void Manifest_AgainstTheDocuments_IsTheSame()
    {
        var folder = ReferenceFolder.Find();
        Assert.SkipWhen(folder is null, NotHere);

        foreach (var (path, text) in ManifestFiles.Generate(folder!))
        {
            Assert.Equal(text, File.ReadAllText(ReferenceFolder.InRepository(path)));
        }
    }

    /// <summary>Writes the manifest anew: <c>dotnet run --project tests/BrevoTd.Connector.Tests -f net10.0 -- -explicit only -method '*ManifestTests.Regenerate'</c>.</summary>
    [Fact(Explicit = true)]
    public void Regenerate()
    {
        var folder = ReferenceFolder.Find();
        Assert.True(folder is not null, NotHere);

        foreach (var (path, text) in ManifestFiles.Generate(folder!))
        {
            File.WriteAllText(ReferenceFolder.InRepository(path), text);
        }
    }
}
