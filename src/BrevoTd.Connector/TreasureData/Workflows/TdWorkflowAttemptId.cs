using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies an attempt: one run of a workflow. The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdWorkflowAttemptId>))]
public readonly record struct TdWorkflowAttemptId(string Value) : IStringValue<TdWorkflowAttemptId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdWorkflowAttemptId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdWorkflowAttemptId IStringValue<TdWorkflowAttemptId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
