namespace BrevoTd.Connector.TreasureData;

/// <summary>What all calls to Treasure Data share.</summary>
internal static class TreasureDataService
{
    /// <summary>The service's name in exceptions.</summary>
    public const string Name = "Treasure Data";

    /// <summary>A form without fields; posts without parameters are sent like that.</summary>
    public static HttpContent EmptyForm() => new FormUrlEncodedContent([]);
}
