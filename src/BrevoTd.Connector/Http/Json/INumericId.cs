namespace BrevoTd.Connector.Http;

/// <summary>An identifier that is a number on the wire, with a type of its own so that ids of different things do not mix.</summary>
internal interface INumericId<TSelf>
    where TSelf : struct, INumericId<TSelf>
{
    long Value { get; }

    static abstract TSelf From(long value);
}
