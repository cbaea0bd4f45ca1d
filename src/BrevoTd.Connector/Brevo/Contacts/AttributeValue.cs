using System.Globalization;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Value of a contact attribute: a text, a number, a boolean or several texts. Plain values convert implicitly, so that
/// <c>Attributes = new() { ["FIRSTNAME"] = "Ada", ["LTV"] = 12.5 }</c> reads naturally.
/// </summary>
/// <remarks>Brevo ignores a value of another type than the attribute has, without a word.</remarks>
[JsonConverter(typeof(AttributeValueConverter))]
public readonly struct AttributeValue : IEquatable<AttributeValue>
{
    private readonly long _bits;
    private readonly IReadOnlyList<string>? _texts;
    private readonly string? _text;

    private AttributeValue(AttributeValueKind kind, long bits = 0, string? text = null, IReadOnlyList<string>? texts = null)
    {
        Kind = kind;
        _bits = bits;
        _text = text;
        _texts = texts;
    }

    /// <summary>No value.</summary>
    public static AttributeValue Null => default;

    /// <summary>What kind of value this is.</summary>
    public AttributeValueKind Kind { get; }

    /// <summary>The text of a value of kind <see cref="AttributeValueKind.Text"/>; <see langword="null"/> for other kinds.</summary>
    public string? AsText => Kind == AttributeValueKind.Text ? _text : null;

    /// <summary>The number of a value of kind <see cref="AttributeValueKind.Integer"/>; <see langword="null"/> for other kinds.</summary>
    public long? AsInteger => Kind == AttributeValueKind.Integer ? _bits : null;

    /// <summary>The number of a value of kind <see cref="AttributeValueKind.Integer"/> or <see cref="AttributeValueKind.Number"/>; <see langword="null"/> for other kinds.</summary>
    public double? AsNumber =>
        Kind switch
        {
            AttributeValueKind.Number => BitConverter.Int64BitsToDouble(_bits),
            AttributeValueKind.Integer => _bits,
            _ => null,
        };

    /// <summary>The truth value of a value of kind <see cref="AttributeValueKind.Boolean"/>; <see langword="null"/> for other kinds.</summary>
    public bool? AsBoolean => Kind == AttributeValueKind.Boolean ? _bits != 0 : null;

    /// <summary>The texts of a value of kind <see cref="AttributeValueKind.TextList"/>; <see langword="null"/> for other kinds.</summary>
    public IReadOnlyList<string>? AsTextList => _texts;

    /// <summary>The date of a text in the form <c>YYYY-MM-DD</c>, alone or before a time; <see langword="null"/> for anything else.</summary>
    public DateOnly? AsDate =>
        AsText is { Length: >= 10 } text
        && (text.Length == 10 || text[10] is 'T' or ' ')
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>
    /// The option of a <c>category</c> attribute, its number in digits or its code or label; <see langword="null"/> for kinds that cannot be one. Brevo sends
    /// it now as a text, now as a number.
    /// </summary>
    public string? AsCategory =>
        Kind switch
        {
            AttributeValueKind.Text => _text,
            AttributeValueKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

    /// <summary>The JSON text of a value of kind <see cref="AttributeValueKind.Other"/>; <see langword="null"/> for other kinds.</summary>
    public string? AsJson => Kind == AttributeValueKind.Other ? _text : null;

    /// <summary>A text.</summary>
    /// <param name="value">The text; <see langword="null"/> is no value.</param>
    public static implicit operator AttributeValue(string? value) => value is null ? Null : new(AttributeValueKind.Text, text: value);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator AttributeValue(long value) => new(AttributeValueKind.Integer, value);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite; JSON has no such numbers.</exception>
    public static implicit operator AttributeValue(double value) =>
        double.IsFinite(value)
            ? new(AttributeValueKind.Number, BitConverter.DoubleToInt64Bits(value))
            : throw new ArgumentOutOfRangeException(nameof(value), "Brevo takes finite numbers only. Leave the attribute out instead.");

    /// <summary>A truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static implicit operator AttributeValue(bool value) => new(AttributeValueKind.Boolean, value ? 1 : 0);

    /// <summary>A date, written as <c>YYYY-MM-DD</c>.</summary>
    /// <param name="value">The date.</param>
    public static implicit operator AttributeValue(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Several texts, for a <c>multiple-choice</c> attribute.</summary>
    /// <param name="values">The texts.</param>
    public static implicit operator AttributeValue(string[] values) => FromTexts(values);

    /// <summary>An option of a <c>category</c> attribute: its code, its number, or else its label.</summary>
    /// <param name="option">The option, as <see cref="BrevoAttributesClient.ListAsync"/> lists it.</param>
    public static AttributeValue FromOption(AttributeOption option)
    {
        ArgumentNullException.ThrowIfNull(option);

        // The number is 0 for every option whose code is not a number.
        return option.ValueText is { Length: > 0 } code
            && !long.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? code
            : option.Value is { } number ? number
            : option.Label;
    }

    /// <summary>Several texts, for a <c>multiple-choice</c> attribute.</summary>
    /// <param name="values">The texts.</param>
    public static AttributeValue FromTexts(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(AttributeValueKind.TextList, texts: values);
    }

    internal static AttributeValue FromJson(string json) => new(AttributeValueKind.Other, text: json);

    /// <summary>Whether two values are equal.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator ==(AttributeValue left, AttributeValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator !=(AttributeValue left, AttributeValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(AttributeValue other) =>
        Kind == other.Kind
        && _bits == other._bits
        && _text == other._text
        && (
            ReferenceEquals(_texts, other._texts) || (_texts is not null && other._texts is not null && _texts.SequenceEqual(other._texts))
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _bits, _text, _texts?.Count);

    /// <summary>The kind only, because the value may be personal data.</summary>
    public override string ToString() => Kind.ToString();
}
