using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Mapping;

/// <summary>How a map is reversed.</summary>
public sealed record ReverseOptions
{
    /// <summary>
    /// Rules that are left out because they have no way back, by their targets: <c>attributes.FULLNAME</c>, or short <c>FULLNAME</c>. A name that no rule writes is an error, so that a list that has
    /// become wrong is seen.
    /// </summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Attribute in which contacts carry the external id, if Brevo does not answer it beside the attributes.</summary>
    /// <value>Default: <c>EXT_ID</c>.</value>
    public string ExternalIdAttribute { get; init; } = "EXT_ID";

    /// <summary>The time of the rows that are written, where no rule of the map read the column <c>time</c>. Only for <see cref="ContactMap{T}.Reverse"/>.</summary>
    /// <value>Default: when the contact changed last, else when it was created.</value>
    public Func<Contact, DateTimeOffset?>? Time { get; init; }
}
