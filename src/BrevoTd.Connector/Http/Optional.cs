namespace BrevoTd.Connector.Http;

/// <summary>
/// A member of an update that may be left out, which is not the same as being set to <see langword="null"/>. A plain value converts implicitly;
/// a member that is never assigned is not sent.
/// </summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly record struct Optional<T>
{
    /// <summary>Creates a value that is sent.</summary>
    /// <param name="value">The value; <see langword="null"/> is sent as null.</param>
    public Optional(T? value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>Whether the member is sent.</summary>
    public bool HasValue { get; }

    /// <summary>The value; the type's default when <see cref="HasValue"/> is <see langword="false"/>.</summary>
    public T? Value { get; }

    /// <summary>A value that is sent.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Optional<T>(T? value) => new(value);

    /// <summary>Tells only whether there is a value, because it may be personal data.</summary>
    public override string ToString() => HasValue ? "set" : "not set";
}
