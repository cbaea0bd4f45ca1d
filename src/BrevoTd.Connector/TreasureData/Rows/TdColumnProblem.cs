namespace BrevoTd.Connector.TreasureData;

/// <summary>Why a column gave no value of the type that was asked for.</summary>
public enum TdColumnProblem
{
    /// <summary>There is no problem.</summary>
    None,

    /// <summary>The schema has no column of that name or number.</summary>
    Absent,

    /// <summary>The schema has several columns of that name.</summary>
    Ambiguous,

    /// <summary>The column is null in this row.</summary>
    Null,

    /// <summary>The column holds another kind of value.</summary>
    WrongKind,

    /// <summary>The kind fits but the value does not: text that is not UTF-8 or not a date, a number out of range.</summary>
    Unreadable,
}
