using System.Buffers;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Contacts become rows of a table, as MessagePack maps one behind the other.</summary>
internal sealed class ContactsToRows : PairedCase
{
    private const int BatchSize = 1000;

    /// <summary>Ten pages; a page has just been read when it is mapped, so contacts are near the processor.</summary>
    private const int Distinct = 10_000;

    private static readonly byte[] s_time = Encoded("time");
    private static readonly byte[] s_brevoId = Encoded("brevo_id");
    private static readonly byte[] s_email = Encoded("email");
    private static readonly byte[] s_firstName = Encoded("first_name");
    private static readonly byte[] s_lastName = Encoded("last_name");
    private static readonly byte[] s_city = Encoded("city");
    private static readonly byte[] s_visits = Encoded("visits");
    private static readonly byte[] s_ltv = Encoded("ltv");
    private static readonly byte[] s_vip = Encoded("vip");
    private static readonly byte[] s_createdAt = Encoded("created_at");

    private readonly ArrayBufferWriter<byte> _batch = new(512 * 1024);
    private readonly Contact[] _contacts = BrevoContacts.Make(Distinct);
    private readonly RowMap<Contact> _map = RowMap.From<Contact>(static map =>
    {
        map.Time(static contact => contact.ModifiedAt);
        map.Column("brevo_id", static contact => contact.Id?.Value);
        map.Column("email", static contact => contact.Email);
        map.Column("first_name", static contact => Attribute(contact, "FIRSTNAME").AsText);
        map.Column("last_name", static contact => Attribute(contact, "LASTNAME").AsText);
        map.Column("city", static contact => Attribute(contact, "CITY").AsText);
        map.Column("visits", static contact => Attribute(contact, "VISITS").AsInteger);
        map.Column("ltv", static contact => Attribute(contact, "LTV").AsNumber);
        map.Column("vip", static contact => Attribute(contact, "VIP").AsBoolean);
        map.Column("created_at", static contact => contact.CreatedAt);
    });

    public ContactsToRows(int records) => Records = records;

    public override string Name => "contacts-to-rows";

    public override string Description => "Contacts → RowMap → MessagePack";

    public override PairedGoals Goals => new() { MaxRatio = 1.15, MaxBytes = 16 };

    public override int Records { get; }

    public override string Input => "10,000 contacts in memory, again and again, six attributes each";

    public override ValueTask RunBaselineAsync(BodySink sink)
    {
        var writer = new MessagePackWriter(_batch);
        _batch.ResetWrittenCount();
        for (var i = 0; i < Records; i++)
        {
            WriteRow(ref writer, _contacts[i % Distinct]);
            if ((i + 1) % BatchSize == 0 || i + 1 == Records)
            {
                writer.Flush();
                sink.Take(_batch.WrittenSpan);
                _batch.ResetWrittenCount();
            }
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask RunConnectorAsync(BodySink sink)
    {
        var encoder = _map.CreateEncoder();
        _batch.ResetWrittenCount();
        for (var i = 0; i < Records; i++)
        {
            Bodies.Check(encoder.Encode(_contacts[i % Distinct], i + 1, _batch), i + 1);
            if ((i + 1) % BatchSize == 0 || i + 1 == Records)
            {
                sink.Take(_batch.WrittenSpan);
                _batch.ResetWrittenCount();
            }
        }

        return ValueTask.CompletedTask;
    }

    private static AttributeValue Attribute(Contact contact, string name) =>
        contact.Attributes is { } attributes && attributes.TryGetValue(name, out var value) ? value : default;

    private static void WriteRow(ref MessagePackWriter writer, Contact contact)
    {
        var modified = contact.ModifiedAt ?? throw new InvalidDataException("A row needs a time.");
        var email = contact.Email;
        var firstName = Attribute(contact, "FIRSTNAME").AsText;
        var lastName = Attribute(contact, "LASTNAME").AsText;
        var city = Attribute(contact, "CITY").AsText;
        var visits = Attribute(contact, "VISITS").AsInteger;
        var ltv = Attribute(contact, "LTV").AsNumber;
        var vip = Attribute(contact, "VIP").AsBoolean;
        var fields = 1 + Count(email) + Count(firstName) + Count(lastName) + Count(city);
        fields += contact.Id is null ? 0 : 1;
        fields += visits is null ? 0 : 1;
        fields += ltv is null ? 0 : 1;
        fields += vip is null ? 0 : 1;
        fields += contact.CreatedAt is null ? 0 : 1;

        writer.WriteMapHeader(fields);
        writer.WriteRaw(s_time);
        writer.Write(modified.ToUnixTimeSeconds());
        if (contact.Id is { } id)
        {
            writer.WriteRaw(s_brevoId);
            writer.Write(id.Value);
        }

        WriteText(ref writer, s_email, email);
        WriteText(ref writer, s_firstName, firstName);
        WriteText(ref writer, s_lastName, lastName);
        WriteText(ref writer, s_city, city);
        if (visits is { } number)
        {
            writer.WriteRaw(s_visits);
            writer.Write(number);
        }

        if (ltv is { } amount)
        {
            writer.WriteRaw(s_ltv);
            writer.Write(amount);
        }

        if (vip is { } isVip)
        {
            writer.WriteRaw(s_vip);
            writer.WriteString(isVip ? "true"u8 : "false"u8);
        }

        if (contact.CreatedAt is { } created)
        {
            Span<byte> text = stackalloc byte[HandText.MaxTime];
            writer.WriteRaw(s_createdAt);
            writer.WriteString(text[..HandText.FormatTime(created, text)]);
        }
    }

    private static int Count(string? text) => string.IsNullOrEmpty(text) ? 0 : 1;

    private static void WriteText(ref MessagePackWriter writer, byte[] name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            writer.WriteRaw(name);
            writer.Write(text);
        }
    }

    private static byte[] Encoded(string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteString(Encoding.UTF8.GetBytes(name));
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
