using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>Why a rule could not be applied to a record. It never contains the value itself, unless the map asks for it.</summary>
/// <param name="RecordNumber">Position of the record in the source, from 1.</param>
/// <param name="Target">What the rule writes, such as <c>attributes.LTV</c> or <c>email</c>.</param>
/// <param name="Source">What the rule reads, such as a column's name; <see langword="null"/> for a rule computed from the whole record.</param>
/// <param name="Code">The kind of failure.</param>
/// <param name="Message">What is wrong and what to change, free of the value.</param>
/// <param name="ValueKind">Kind of the value that was read (<c>text</c>, <c>integer</c>, <c>null</c>, <c>absent</c>, …).</param>
public sealed record MappingFailure(
    long RecordNumber,
    string Target,
    string? Source,
    MappingFailureCode Code,
    string Message,
    string ValueKind
)
{
    /// <summary>The value at the step that failed, only if the map says <c>IncludeValuesInFailures</c>. It may be a person's data: <see cref="ToString"/> leaves it out.</summary>
    public string? Value { get; init; }

    /// <summary>The failure without the value.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        _ = text.Append("record ").Append(RecordNumber).Append(", ").Append(Target);
        if (Source is not null)
        {
            _ = text.Append(" ← ").Append(Source);
        }

        return text.Append(": ").Append(Code.Value).Append(" (").Append(ValueKind).Append("): ").Append(Message).ToString();
    }
}
