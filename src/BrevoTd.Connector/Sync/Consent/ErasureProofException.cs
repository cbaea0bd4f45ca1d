namespace BrevoTd.Connector.Sync;

/// <summary>People were erased, and the rows that prove it could not be written. Nobody is brought back by that; erase again to write the proof.</summary>
/// <param name="message">How many proofs are missing, and where.</param>
/// <param name="innerException">What it was noticed by, if anything.</param>
public sealed class ErasureProofException(string message, Exception? innerException = null) : Exception(message, innerException);
