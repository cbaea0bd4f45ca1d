namespace BrevoTd.Connector.Batching;

/// <summary>What an import was told for all its contacts.</summary>
/// <param name="UpdatesExisting">Whether contacts that existed were updated.</param>
/// <param name="Clears">Whether an empty text cleared the value.</param>
/// <param name="ListIds">The lists that the contacts were put on.</param>
internal sealed record ContactImportSettings(bool UpdatesExisting, bool Clears, IReadOnlyList<long> ListIds);
