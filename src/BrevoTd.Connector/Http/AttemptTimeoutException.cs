namespace BrevoTd.Connector.Http;

/// <summary>One attempt took longer than it may. Never leaves the pipeline: the transport turns it into <see cref="ServiceUnreachableException"/>.</summary>
internal sealed class AttemptTimeoutException() : TimeoutException("The attempt took longer than AttemptTimeout.");
