using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>What <c>EnsureAttributesAsync</c> is to do.</summary>
public sealed record EnsureAttributesOptions
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> s_none = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether to tell only what would be created. Brevo is asked for its attributes, and nothing else.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DryRun { get; init; }

    /// <summary>Columns of the query, where the map has groups of columns: only with them it is known which attributes those write.</summary>
    /// <value>Default: <see langword="null"/>; attributes of groups are left out.</value>
    public TdSchema? Schema { get; init; }

    /// <summary>
    /// Labels of the options of attributes that are to be of type category, by the attribute's name. They are numbered from 1 in this order. An attribute that exists keeps
    /// the options it has.
    /// </summary>
    /// <value>Default: none; text becomes an attribute of type text.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CategoryOptions { get; init; } = s_none;

    /// <summary>Options of attributes that are to be of type multiple-choice, by the attribute's name. An attribute that exists keeps the options it has.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MultipleChoiceOptions { get; init; } = s_none;

    /// <summary>
    /// Whether attributes for points in time are created with type date instead of text. Brevo's documents show dates as <c>YYYY-MM-DD</c> only and do not say what becomes of the
    /// time of day: as text, nothing is lost.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool TimestampsAsDates { get; init; }

    /// <summary>Whether it is a dry run, and for how many attributes there are options.</summary>
    public override string ToString() =>
        $"{nameof(EnsureAttributesOptions)}: {(DryRun ? "dry run, " : "")}options of {CategoryOptions.Count + MultipleChoiceOptions.Count} attributes";
}
