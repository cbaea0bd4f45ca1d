namespace BrevoTd.Connector.Http;

/// <summary>A value out of a set that a service may extend: a string with named members instead of an enum that would refuse new ones.</summary>
internal interface IStringValue<TSelf>
    where TSelf : struct, IStringValue<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}
