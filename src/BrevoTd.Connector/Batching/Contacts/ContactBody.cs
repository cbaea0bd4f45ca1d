using System.Buffers;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>What a map wrote of one contact, framed as the body of a request for it. Values keep the very bytes of the map.</summary>
internal sealed class ContactBody
{
    private readonly ArrayBufferWriter<byte> _body = new(512);
    private readonly ReadOnlyMemory<byte> _record;
    private readonly List<(string Name, Range Value)> _fields = [];
    private readonly List<Range> _listIds = [];
    private string? _externalId;
    private string? _email;
    private ContactIdentifier? _phone;

    private ContactBody(ReadOnlyMemory<byte> record) => _record = record;

    /// <summary>Reads a record of the wire shape <see cref="ContactWireShape.Upsert"/>.</summary>
    /// <param name="record">One JSON object.</param>
    /// <param name="mode">What the request is to do.</param>
    /// <param name="listIds">Lists besides those of the record.</param>
    /// <returns>The contact's identifier, and the body.</returns>
    public static (ContactIdentifier Identifier, byte[] Json) Create(
        ReadOnlyMemory<byte> record,
        ContactWriteMode mode,
        IReadOnlyList<long> listIds
    )
    {
        var body = new ContactBody(record);
        body.Read();
        var identifier =
            body._email is not null ? ContactIdentifier.Email(body._email)
            : body._externalId is not null ? ContactIdentifier.ExternalId(body._externalId)
            : body._phone
                ?? throw new InvalidOperationException(
                    "The record has neither e-mail nor external id nor phone number; maps refuse such records."
                );
        return (identifier, body.Write(identifier, mode, listIds));
    }

    private void Read()
    {
        var reader = new Utf8JsonReader(_record.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            switch (name)
            {
                case "email":
                    _email = reader.GetString();
                    break;
                case ContactFields.ExternalId:
                    _externalId = reader.GetString();
                    break;
                case "attributes":
                    ReadAttributes(ref reader);
                    break;
                case ContactFields.ListIds:
                    ReadListIds(ref reader);
                    continue;
                default:
                    reader.Skip();
                    break;
            }

            _fields.Add((name, start..(int)reader.BytesConsumed));
        }
    }

    private void ReadAttributes(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value)
            {
                _phone ??= name switch
                {
                    "SMS" => ContactIdentifier.Phone(value),
                    "WHATSAPP" => ContactIdentifier.WhatsApp(value),
                    "LANDLINE_NUMBER" => ContactIdentifier.Landline(value),
                    _ => null,
                };
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadListIds(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _listIds.Add((int)reader.TokenStartIndex..(int)reader.BytesConsumed);
        }
    }

    private byte[] Write(ContactIdentifier identifier, ContactWriteMode mode, IReadOnlyList<long> listIds)
    {
        var isUpdate = mode == ContactWriteMode.Update;
        foreach (var (name, value) in _fields)
        {
            // An update takes no e-mail beside the attributes, and its contact is named by the path.
            if (isUpdate && (name == "email" || (name == ContactFields.ExternalId && identifier.Type == ContactIdentifierType.ExternalId)))
            {
                continue;
            }

            Begin(name);
            _body.Write(_record.Span[value]);
        }

        WriteLists(listIds);
        if (!isUpdate)
        {
            Begin("updateEnabled");
            _body.Write(mode == ContactWriteMode.Upsert ? "true"u8 : "false"u8);
        }

        _body.Write(_body.WrittenCount == 0 ? "{}"u8 : "}"u8);
        return _body.WrittenSpan.ToArray();
    }

    private void WriteLists(IReadOnlyList<long> listIds)
    {
        var ids = _listIds
            .Select(id => Encoding.ASCII.GetString(_record.Span[id]))
            .Concat(listIds.Select(static id => new ContactListId(id).ToString()))
            .Distinct()
            .ToList();
        if (ids.Count > 0)
        {
            Begin(ContactFields.ListIds);
            _body.Write(Encoding.ASCII.GetBytes($"[{string.Join(',', ids)}]"));
        }
    }

    private void Begin(string name)
    {
        _body.Write(_body.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        _body.Write(Encoding.UTF8.GetBytes(name));
        _body.Write("\":"u8);
    }
}
