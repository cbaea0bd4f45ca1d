namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule has in hand between its steps.</summary>
internal enum ValueState : byte
{
    /// <summary>There is a value.</summary>
    Present,

    /// <summary>The record has no such field, or the value was dropped.</summary>
    Absent,

    /// <summary>The field is there and null.</summary>
    Null,

    /// <summary>The text has no characters.</summary>
    Empty,

    /// <summary>A step failed; the context knows why.</summary>
    Failed,
}
