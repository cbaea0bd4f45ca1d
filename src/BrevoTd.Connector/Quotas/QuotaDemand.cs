namespace BrevoTd.Connector.Quotas;

/// <summary>How many calls of one endpoint are going to be made.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Route">Route template relative to the base address.</param>
/// <param name="Calls">How many.</param>
internal readonly record struct QuotaDemand(string Method, string Route, double Calls);
