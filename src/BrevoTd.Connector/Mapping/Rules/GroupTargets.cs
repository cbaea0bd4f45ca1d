namespace BrevoTd.Connector.Mapping;

/// <summary>How the fields of a group of columns are named.</summary>
/// <param name="Name">Name of the field by that of the column; given by the user.</param>
/// <param name="PathOf">What the rule writes, by the field's name.</param>
/// <param name="Refuse">Why a name cannot be used, or <see langword="null"/>.</param>
internal sealed record GroupTargets(Func<string, string> Name, Func<string, string> PathOf, Func<string, string?> Refuse);
