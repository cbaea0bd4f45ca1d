namespace BrevoTd.Connector.Mapping;

/// <summary>What a <see cref="RecordEncoder{T}"/> says of the record it has just written. It names places in the output instead of copying values.</summary>
public readonly struct EncodedRecord
{
    private readonly IReadOnlyList<MappingFailure>? _failures;

    /// <summary>What became of the record.</summary>
    public EncodeOutcome Outcome { get; init; }

    /// <summary>
    /// The identifier by which the receiving service knows the record: for a contact the e-mail, else the external id, else a phone number; for an order, product, category or custom object its id; for a
    /// message its first recipient. Empty for events and rows, which are stored as often as they are sent.
    /// </summary>
    /// <remarks>All ranges cover the bytes as they were written: in JSON, with their escapes.</remarks>
    public FieldRange Key { get; init; }

    /// <summary>The contact's external id, when it has one. For records with an id of the user's own, that id: it is compared as it stands.</summary>
    public FieldRange ExternalId { get; init; }

    /// <summary>The phone number for SMS, when the record has one.</summary>
    public FieldRange Phone { get; init; }

    /// <summary>Records of different partitions do not share a request; 0 unless a map distinguishes them (target lists, consent).</summary>
    public int Partition { get; init; }

    /// <summary>
    /// What the record counts toward a limit of its request that is neither of records nor of bytes, such as the recipients of a request of messages. Its unit is an agreement between encoder and
    /// sink, whose limits say how much a request takes.
    /// </summary>
    /// <value>Default: 0.</value>
    public int Weight { get; init; }

    /// <summary>Whether a rule asks to clear a value (<c>""</c>), so that an import must carry <c>emptyContactsAttributes</c>.</summary>
    public bool ClearsValues { get; init; }

    /// <summary>Why the record was left out, when <see cref="Outcome"/> is <see cref="EncodeOutcome.Skipped"/>.</summary>
    public string? SkipReason { get; init; }

    /// <summary>
    /// Where the record names people, and by what; <see langword="null"/> from encoders that do not tell. It holds until the encoder's next record.
    /// </summary>
    internal IReadOnlyList<PersonField>? People { get; init; }

    /// <summary>Every rule that failed, when <see cref="Outcome"/> is <see cref="EncodeOutcome.Failed"/>; empty otherwise.</summary>
    public IReadOnlyList<MappingFailure> Failures
    {
        get => _failures ?? [];
        init => _failures = value;
    }
}
