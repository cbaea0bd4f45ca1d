namespace BrevoTd.Connector.Testing;

/// <summary>A test run gave away a secret or a person's data.</summary>
internal sealed class CanaryFoundException(string message) : Exception(message);
