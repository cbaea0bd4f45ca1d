namespace BrevoTd.Connector.Mapping;

/// <summary>Something that is wrong with a map, found before the first record.</summary>
/// <param name="Code">The kind of problem.</param>
/// <param name="Target">What the rule writes, such as <c>attributes.LTV</c>; <see langword="null"/> for the map as a whole.</param>
/// <param name="Source">What the rule reads, such as a column's name.</param>
/// <param name="Message">What is wrong and what to change.</param>
public sealed record MappingProblem(MappingProblemCode Code, string? Target, string? Source, string Message)
{
    /// <summary>Code, target, message, and where the code is explained, in one line.</summary>
    public override string ToString() =>
        Target is null ? $"{Code}: {Message} [{Code.HelpLink}]" : $"{Code} {Target}: {Message} [{Code.HelpLink}]";
}
