using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies a session of a workflow: all attempts for one session time. The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdWorkflowSessionId>))]
public readonly record struct TdWorkflowSessionId(string Value) : IStringValue<TdWorkflowSessionId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdWorkflowSessionId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdWorkflowSessionId IStringValue<TdWorkflowSessionId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
