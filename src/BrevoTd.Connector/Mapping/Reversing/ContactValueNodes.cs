using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Reads what a contact map wrote out of a contact as Brevo gives it back.</summary>
internal static class ContactValueNodes
{
    private const double MaxDecimal = 7.9e28;
    private const double MaxWhole = 9_007_199_254_740_992;

    /// <summary>What reads the field of a rule, or <see langword="null"/> if contacts do not give it back.</summary>
    public static RuleNode<Contact>? Of<T>(RuleDefinition<T> rule, ReverseOptions options) =>
        rule.Role switch
        {
            FieldRole.Email => new ContactTextNode("email", static contact => contact.Email),
            FieldRole.ExternalId => new ContactTextNode(
                options.ExternalIdAttribute,
                contact => contact.ExternalId ?? Find(contact, options.ExternalIdAttribute).AsText
            ),
            FieldRole.Sms or FieldRole.WhatsApp or FieldRole.Landline => new ContactTextNode(
                rule.WireName,
                contact => WithPlus(Find(contact, rule.WireName).AsText)
            ),
            FieldRole.None when rule.Target.StartsWith("attributes.", StringComparison.Ordinal) => Attribute(rule.WireName, rule.Kind),
            _ => null,
        };

    private static RuleNode<Contact>? Attribute(string name, FieldKind kind) =>
        kind switch
        {
            FieldKind.Text => new ContactAttributeTextNode(name),
            FieldKind.Int64 => new ContactAttributeNode<long>(kind, name, WholeNumber),
            FieldKind.Double => new ContactAttributeNode<double>(kind, name, static value => value.AsNumber),
            FieldKind.Decimal => new ContactAttributeNode<decimal>(kind, name, DecimalNumber),
            FieldKind.Boolean => new ContactAttributeNode<bool>(kind, name, static value => value.AsBoolean),
            FieldKind.Date => new ContactAttributeNode<DateOnly>(kind, name, Date),
            FieldKind.Timestamp => new ContactAttributeNode<DateTimeOffset>(kind, name, Timestamp),
            _ => null,
        };

    public static AttributeValue Find(Contact contact, string name) =>
        contact.Attributes is { } attributes && attributes.TryGetValue(name, out var value) ? value : AttributeValue.Null;

    public static ValueState WrongKind(string name, AttributeValue value, FieldKind wanted, EncodeContext context) =>
        context.Fail(
            MappingFailureCode.WrongType,
            $"The attribute {name} is {value.Kind} in Brevo and was read back as {ValueKinds.Name(wanted)}. Correct the attribute's type, or leave the rule out with Except.",
            value.Kind.ToString()
        );

    /// <summary>Brevo takes numbers with <c>+</c> and gives them back without.</summary>
    private static string? WithPlus(string? number) =>
        number is { Length: > 0 } && number[0] != '0' && number.All(char.IsAsciiDigit) ? $"+{number}" : number;

    private static long? WholeNumber(AttributeValue value) =>
        value.AsInteger
        ?? (value.AsNumber is { } number && Math.Abs(number) <= MaxWhole && Math.Floor(number) == number ? (long)number : null);

    private static decimal? DecimalNumber(AttributeValue value) =>
        value.AsInteger is { } integer ? integer
        : value.AsNumber is { } number && Math.Abs(number) < MaxDecimal ? (decimal)number
        : null;

    private static DateOnly? Date(AttributeValue value) =>
        value.AsText is { } text && TdTimeText.TryDate(Encoding.UTF8.GetBytes(text), out var date) ? date : null;

    private static DateTimeOffset? Timestamp(AttributeValue value) =>
        value.AsText is { } text && TdTimeText.TryTimestamp(Encoding.UTF8.GetBytes(text), out var time) ? time : null;
}

/// <summary>A text of the contact itself.</summary>
internal sealed class ContactTextNode(string name, Func<Contact, string?> read) : TextNode<Contact>
{
    public override ColumnUse? Column => null;

    public override string ToString() => name;

    protected override TextPipe<Contact> BindSource(BindContext<Contact> bind) => new TextFunction<Contact>(read);
}

/// <summary>A text among the contact's attributes.</summary>
internal sealed class ContactAttributeTextNode(string name) : TextNode<Contact>
{
    public override ColumnUse? Column => null;

    protected override TextPipe<Contact> BindSource(BindContext<Contact> bind) => new Pipe(name);

    private sealed class Pipe(string name) : TextPipe<Contact>
    {
        public override ValueState Read(in Contact record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            value = default;
            var attribute = ContactValueNodes.Find(record, name);
            if (attribute.Kind == AttributeValueKind.Null)
            {
                return ValueState.Null;
            }

            if (attribute.AsText is not { } text)
            {
                return ContactValueNodes.WrongKind(name, attribute, FieldKind.Text, context);
            }

            if (text.Length == 0)
            {
                return ValueState.Empty;
            }

            value = TextBytes.Encode(text, context);
            return ValueState.Present;
        }
    }
}

/// <summary>A value among the contact's attributes.</summary>
internal sealed class ContactAttributeNode<TValue>(FieldKind kind, string name, Func<AttributeValue, TValue?> read)
    : ValueNode<Contact, TValue>(kind)
    where TValue : struct
{
    public override ColumnUse? Column => null;

    protected override ValuePipe<Contact, TValue> BindSource(BindContext<Contact> bind) => new Pipe(name, Kind, read);

    private sealed class Pipe(string name, FieldKind kind, Func<AttributeValue, TValue?> read) : ValuePipe<Contact, TValue>
    {
        public override ValueState Read(in Contact record, EncodeContext context, out TValue value)
        {
            value = default;
            var attribute = ContactValueNodes.Find(record, name);
            if (attribute.Kind == AttributeValueKind.Null)
            {
                return ValueState.Null;
            }

            if (attribute.AsText is { Length: 0 })
            {
                return ValueState.Empty;
            }

            if (read(attribute) is not { } found)
            {
                return ContactValueNodes.WrongKind(name, attribute, kind, context);
            }

            value = found;
            return ValueState.Present;
        }
    }
}
