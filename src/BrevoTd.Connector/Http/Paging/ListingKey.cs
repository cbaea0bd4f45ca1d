namespace BrevoTd.Connector.Http;

/// <summary>What the values of a listing are recognised by.</summary>
/// <param name="Of">The key of a value: unique in the listing, and the same whenever the value is listed; <see langword="null"/> for a value without one.</param>
/// <param name="Service">Name of the service, for messages.</param>
/// <param name="Operation">Name of the listing's operation, for messages.</param>
internal sealed record ListingKey<T>(Func<T, string?> Of, string Service, string Operation);
