namespace BrevoTd.Connector.TreasureData;

/// <summary>Why a value of a row cannot be written, free of the value.</summary>
internal readonly record struct TdCellProblem(string Column, string Source, string Message, string Kind);
