namespace BrevoTd.Connector.Mapping;

/// <summary>A record could not be encoded and its map says <see cref="FailurePolicy.Throw"/>.</summary>
public sealed class MappingException : Exception
{
    internal MappingException(IReadOnlyList<MappingFailure> failures)
        : base(Describe(failures)) => Failures = failures;

    /// <summary>Every rule that failed on the record.</summary>
    public IReadOnlyList<MappingFailure> Failures { get; }

    private static string Describe(IReadOnlyList<MappingFailure> failures) =>
        failures.Count == 1
            ? $"A record could not be mapped: {failures[0]}"
            : $"A record could not be mapped, {failures.Count} rules failed: {string.Join("; ", failures)}";
}
