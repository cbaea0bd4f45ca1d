using System.Globalization;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Value under a name of one's own: a property of an event, an entry of an order's or a product's <c>metaInfo</c>, an attribute of a custom object. Plain values convert implicitly, so that
/// <c>Properties = new() { ["title"] = "Ada", ["duration"] = 142 }</c> reads naturally.
/// </summary>
/// <remarks>Numbers keep the digits that they came with: what was read is written back unchanged.</remarks>
[JsonConverter(typeof(PropertyValueConverter))]
public readonly struct PropertyValue : IEquatable<PropertyValue>
{
    private readonly string? _text;
    private readonly IReadOnlyList<PropertyValue>? _items;
    private readonly IReadOnlyDictionary<string, PropertyValue>? _members;

    private PropertyValue(
        PropertyValueKind kind,
        string? text = null,
        IReadOnlyList<PropertyValue>? items = null,
        IReadOnlyDictionary<string, PropertyValue>? members = null
    )
    {
        Kind = kind;
        _text = text;
        _items = items;
        _members = members;
    }

    /// <summary>No value.</summary>
    public static PropertyValue Null => default;

    /// <summary>What kind of value this is.</summary>
    public PropertyValueKind Kind { get; }

    /// <summary>The text of a value of kind <see cref="PropertyValueKind.Text"/>; <see langword="null"/> for other kinds.</summary>
    public string? AsText => Kind == PropertyValueKind.Text ? _text : null;

    /// <summary>The whole number of a value of kind <see cref="PropertyValueKind.Number"/>; <see langword="null"/> for other kinds, for fractions, and beyond 64 bits.</summary>
    public long? AsInteger =>
        Kind == PropertyValueKind.Number
        && long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The number of a value of kind <see cref="PropertyValueKind.Number"/> as floating point; <see langword="null"/> for other kinds.</summary>
    public double? AsNumber =>
        Kind == PropertyValueKind.Number && double.TryParse(_text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The number of a value of kind <see cref="PropertyValueKind.Number"/> with its decimal digits; <see langword="null"/> for other kinds and beyond the range of <see cref="decimal"/>.</summary>
    public decimal? AsDecimal =>
        Kind == PropertyValueKind.Number && decimal.TryParse(_text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The truth value of a value of kind <see cref="PropertyValueKind.Boolean"/>; <see langword="null"/> for other kinds.</summary>
    public bool? AsBoolean => Kind == PropertyValueKind.Boolean ? _text is not null : null;

    /// <summary>The point in time of a text that begins as <c>YYYY-MM-DD</c>; without a zone it is UTC. <see langword="null"/> for anything else.</summary>
    public DateTimeOffset? AsTimestamp =>
        AsText is { Length: >= 10 } text
        && text[4] == '-'
        && text[7] == '-'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    /// <summary>The values of a value of kind <see cref="PropertyValueKind.List"/>; <see langword="null"/> for other kinds.</summary>
    public IReadOnlyList<PropertyValue>? AsList => _items;

    /// <summary>The values of a value of kind <see cref="PropertyValueKind.Object"/>; <see langword="null"/> for other kinds.</summary>
    public IReadOnlyDictionary<string, PropertyValue>? AsObject => _members;

    /// <summary>The digits of a number as they stand on the wire.</summary>
    internal string? Digits => Kind == PropertyValueKind.Number ? _text : null;

    /// <summary>A text.</summary>
    /// <param name="value">The text; <see langword="null"/> is no value.</param>
    public static implicit operator PropertyValue(string? value) => value is null ? Null : new(PropertyValueKind.Text, value);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PropertyValue(long value) => FromDigits(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite; JSON has no such numbers.</exception>
    public static implicit operator PropertyValue(double value) =>
        double.IsFinite(value)
            ? FromDigits(value.ToString("R", CultureInfo.InvariantCulture))
            : throw new ArgumentOutOfRangeException(nameof(value), "Brevo takes finite numbers only. Leave the value out instead.");

    /// <summary>A number with its decimal digits.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PropertyValue(decimal value) => FromDigits(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static implicit operator PropertyValue(bool value) => new(PropertyValueKind.Boolean, value ? "true" : null);

    /// <summary>A point in time, written in UTC with milliseconds.</summary>
    /// <param name="value">The point in time.</param>
    public static implicit operator PropertyValue(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A date, written as <c>YYYY-MM-DD</c>.</summary>
    /// <param name="value">The date.</param>
    public static implicit operator PropertyValue(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Several values in order.</summary>
    /// <param name="values">The values.</param>
    public static implicit operator PropertyValue(PropertyValue[] values) => FromList(values);

    /// <summary>Several texts in order.</summary>
    /// <param name="values">The texts.</param>
    public static implicit operator PropertyValue(string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return FromList(Array.ConvertAll(values, static value => (PropertyValue)value));
    }

    /// <summary>Values by name.</summary>
    /// <param name="members">The values.</param>
    public static implicit operator PropertyValue(Dictionary<string, PropertyValue> members) => FromObject(members);

    /// <summary>Several values in order.</summary>
    /// <param name="values">The values.</param>
    public static PropertyValue FromList(IReadOnlyList<PropertyValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(PropertyValueKind.List, items: values);
    }

    /// <summary>Values by name.</summary>
    /// <param name="members">The values.</param>
    public static PropertyValue FromObject(IReadOnlyDictionary<string, PropertyValue> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new(PropertyValueKind.Object, members: members);
    }

    internal static PropertyValue FromDigits(string digits) => new(PropertyValueKind.Number, digits);

    /// <summary>Whether two values are equal.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator ==(PropertyValue left, PropertyValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator !=(PropertyValue left, PropertyValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(PropertyValue other) =>
        Kind == other.Kind
        && _text == other._text
        && (_items is null || _items.SequenceEqual(other._items!))
        && (
            _members is null
            || _members.Count == other._members!.Count
                && _members.All(member => other._members.TryGetValue(member.Key, out var value) && value == member.Value)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PropertyValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _text, _items?.Count, _members?.Count);

    /// <summary>The kind only, because the value may be personal data.</summary>
    public override string ToString() => Kind.ToString();
}
