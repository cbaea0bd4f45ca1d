using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies one revision of a workflow. The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdWorkflowId>))]
public readonly record struct TdWorkflowId(string Value) : IStringValue<TdWorkflowId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdWorkflowId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdWorkflowId IStringValue<TdWorkflowId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
