namespace BrevoTd.Connector.Sync;

/// <summary>A source cannot be read as it stands: something has to be changed in the definition or where the records are kept.</summary>
/// <param name="message">What is wrong and what to change.</param>
/// <param name="innerException">What it was noticed by, if anything.</param>
public sealed class SyncSourceException(string message, Exception? innerException = null) : Exception(message, innerException);
