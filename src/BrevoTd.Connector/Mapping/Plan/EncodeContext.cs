using System.Text;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>What the rules of one encoder share while they work on a record.</summary>
internal sealed class EncodeContext(int fieldCount, bool includeValues)
{
    private readonly long[] _dropped = new long[fieldCount];
    private readonly List<MappingFailure> _failures = [];
    private readonly ListPositions _positions = new();
    private readonly List<PersonField> _people = [];
    private readonly RecordBuffer _record = new();
    private RecordBuffer _scratch = new();
    private RecordBuffer _otherScratch = new();

    private long _recordNumber;
    private MappingFailureCode _code;
    private string _message = "";
    private string _kind = "";
    private string? _value;

    /// <summary>Where rules write: the record, or a part of it that is written by itself.</summary>
    public RecordBuffer Buffer { get; set; } = null!;

    public bool IncludeValues { get; } = includeValues;

    public bool ClearsValues { get; private set; }

    public FieldRange Email { get; private set; }

    public FieldRange ExternalId { get; private set; }

    public FieldRange Sms { get; private set; }

    public FieldRange OtherPhone { get; private set; }

    /// <summary>The id of a record that is no contact, or a message's first recipient.</summary>
    public FieldRange Id { get; private set; }

    /// <summary>Every place of the record that names a person.</summary>
    public IReadOnlyList<PersonField> People => _people;

    public int FailureCount => _failures.Count;

    /// <summary>Code of the failure that was told last.</summary>
    public MappingFailureCode PendingCode => _code;

    /// <summary>Message of the failure that was told last.</summary>
    public string PendingMessage => _message;

    public void Begin(long recordNumber)
    {
        _recordNumber = recordNumber;
        _failures.Clear();
        _positions.Clear();
        Buffer = _record;
        Buffer.Clear();
        ClearsValues = false;
        Email = default;
        ExternalId = default;
        Sms = default;
        OtherPhone = default;
        Id = default;
        _people.Clear();
        Recipients = 0;
        LastAddress = 0;
        LimitedBytes = 0;
    }

    /// <summary>An empty buffer for the next step's output. The one handed out before stays as it is, because the next step reads it.</summary>
    public RecordBuffer NextScratch()
    {
        (_scratch, _otherScratch) = (_otherScratch, _scratch);
        _scratch.Clear();
        return _scratch;
    }

    /// <summary>Remembers why the rule failed until its entry decides what follows from it.</summary>
    public ValueState Fail(MappingFailureCode code, string message, string kind)
    {
        _code = code;
        _message = message;
        _kind = kind;
        _value = null;
        return ValueState.Failed;
    }

    public ValueState Fail(MappingFailureCode code, string message, ReadOnlySpan<byte> text)
    {
        _ = Fail(code, message, "text");
        if (IncludeValues)
        {
            _value = Encoding.UTF8.GetString(text);
        }

        return ValueState.Failed;
    }

    public ValueState Fail<TValue>(MappingFailureCode code, string message, string kind, TValue value)
        where TValue : struct
    {
        _ = Fail(code, message, kind);
        if (IncludeValues)
        {
            _value = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}");
        }

        return ValueState.Failed;
    }

    /// <summary>A function of the user threw. Its message may quote the value, so only the exception's type is told.</summary>
    public ValueState FailFunction(string function, Exception exception, string kind)
    {
        if (exception is TdColumnException column)
        {
            var code = column.Problem == TdColumnProblem.Null ? MappingFailureCode.Null : MappingFailureCode.WrongType;
            return Fail(code, column.Message, KindOf(column));
        }

        return Fail(MappingFailureCode.Convert, $"{function} threw {exception.GetType().Name}.", kind);
    }

    public void AddFailure(string target, string? source, MappingFailureCode code, string message, string kind) =>
        _failures.Add(new MappingFailure(_recordNumber, _positions.Fill(target), source, code, message, kind));

    /// <summary>Forgets what failed since there were so many failures.</summary>
    public void ForgetFailures(int count) => _failures.RemoveRange(count, _failures.Count - count);

    /// <summary>Where in their lists the rules are at work.</summary>
    public ListPositions Positions => _positions;

    /// <summary>Records the pending failure, which no rule catches.</summary>
    public void AddPendingFailure(string target, string? source) =>
        _failures.Add(new MappingFailure(_recordNumber, _positions.Fill(target), source, _code, _message, _kind) { Value = _value });

    public MappingFailure FailureAt(int index) => _failures[index];

    public MappingFailure[] TakeFailures() => [.. _failures];

    public void Found(FieldRole role, int start)
    {
        var range = new FieldRange(start, Buffer.Count - 1 - start);
        if (
            role
            is FieldRole.Email
                or FieldRole.ExternalId
                or FieldRole.Sms
                or FieldRole.WhatsApp
                or FieldRole.Landline
                or FieldRole.Recipient
                or FieldRole.CopyRecipient
        )
        {
            FoundPerson(role, range);
        }

        switch (role)
        {
            case FieldRole.Email:
                Email = range;
                break;
            case FieldRole.ExternalId:
                ExternalId = range;
                break;
            case FieldRole.Sms:
                Sms = range;
                break;
            case FieldRole.WhatsApp or FieldRole.Landline when OtherPhone.IsEmpty:
                OtherPhone = range;
                break;
            case FieldRole.Id:
                Id = range;
                break;
            case FieldRole.Recipient or FieldRole.CopyRecipient or FieldRole.ReplyTo:
                FoundAddress(role, range);
                break;
        }
    }

    /// <summary>A number is the record's id, or that of its contact.</summary>
    public void FoundNumber(FieldRole role, int start)
    {
        var range = new FieldRange(start, Buffer.Count - start);
        if (role == FieldRole.ContactId)
        {
            FoundPerson(role, range);
        }
        else
        {
            Id = range;
        }
    }

    /// <summary>A person is named.</summary>
    public void FoundPerson(FieldRole role, FieldRange range) => _people.Add(new PersonField(role, range));

    /// <summary>Recipients of a message so far.</summary>
    public int Recipients { get; private set; }

    /// <summary>Where the last address of a message begins.</summary>
    public int LastAddress { get; private set; }

    /// <summary>Bytes of the objects that a service limits in size, such as the params of a message.</summary>
    public int LimitedBytes { get; private set; }

    /// <summary>An object that is limited in size has been written.</summary>
    public void FoundLimited(int bytes) => LimitedBytes += bytes;

    /// <summary>The point up to which everything stays if what follows is taken back.</summary>
    public WritePoint Mark() => new(Buffer.Count, Id, Recipients, LastAddress, _people.Count);

    public void TakeBack(WritePoint point)
    {
        Buffer.Count = point.Position;
        Id = point.Id;
        Recipients = point.Recipients;
        _people.RemoveRange(point.People, _people.Count - point.People);
        LastAddress = point.LastAddress;
    }

    /// <summary>Decides what becomes of a field without a value.</summary>
    /// <returns>Whether the entry is to write the format's cleared value.</returns>
    public bool Missing(Field field, ValueState state)
    {
        if (state == ValueState.Empty)
        {
            state = EmptyText(field);
        }

        if (state != ValueState.Failed)
        {
            if (!field.Required && field.NullPolicy != NullPolicy.Fail)
            {
                var clear = field.NullPolicy == NullPolicy.Clear && state == ValueState.Null;
                ClearsValues |= clear;
                return clear;
            }

            var kind = state switch
            {
                ValueState.Null => "null",
                ValueState.Empty => "empty",
                _ => "absent",
            };
            var code = field.Required ? MappingFailureCode.Required : MappingFailureCode.Null;
            _ = Fail(code, field.MissingMessage ?? "There is no value.", kind);
        }

        if (field.OrDrop)
        {
            Dropped(field.Index);
        }
        else
        {
            AddPendingFailure(field.Target, field.Source);
        }

        return false;
    }

    /// <summary>Whether a field is to be written as an empty text.</summary>
    public bool KeepsEmpty(Field field)
    {
        var keeps = field.EmptyPolicy == EmptyPolicy.Keep && !field.Required;
        // In a contact, an empty text clears the attribute, and the request must say that it may.
        ClearsValues |= keeps;
        return keeps;
    }

    private ValueState EmptyText(Field field) =>
        field.EmptyPolicy switch
        {
            EmptyPolicy.Null => ValueState.Null,
            EmptyPolicy.Fail when !field.Required => Fail(
                MappingFailureCode.Empty,
                $"{(field.Source is null ? "The text" : $"The text of column '{field.Source}'")} is empty, and its empty policy is Fail. Fill it at the source, add Default, or choose another policy with WhenEmpty.",
                "empty"
            ),
            _ => ValueState.Empty,
        };

    public void Dropped(int fieldIndex) => _dropped[fieldIndex]++;

    public long DroppedOf(int fieldIndex) => Volatile.Read(ref _dropped[fieldIndex]);

    private void FoundAddress(FieldRole role, FieldRange range)
    {
        LastAddress = range.Start;
        if (role == FieldRole.ReplyTo)
        {
            return;
        }

        Recipients++;
        if (role == FieldRole.Recipient && Id.IsEmpty)
        {
            Id = range;
        }
    }

    private static string KindOf(TdColumnException exception) => exception.Kind is { } kind ? ValueKinds.Name(kind) : "absent";
}

/// <summary>A point to which the record can be taken back.</summary>
internal readonly record struct WritePoint(int Position, FieldRange Id, int Recipients, int LastAddress, int People);
