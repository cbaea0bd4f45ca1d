namespace BrevoTd.Connector.Mapping;

/// <summary>Frames a contact as a row of <c>jsonBody</c>. Lists and flags are no part of it: they decide in which import the contact travels.</summary>
internal sealed class ContactImportEncoder<T>(MapDefinition<T> definition, ContactEncoderOptions options)
    : ContactEncoder<T>(definition),
        IContactPartitions
{
    private readonly ContactPartitions _partitions = new();
    private readonly RecordBuffer _partitionBuffer = new();
    private PlanEntry<T>[] _partitionRules = [];
    private int _partition;

    public ContactPartition this[int partition] => _partitions[partition];

    protected override int Partition => _partition;

    protected override void Bind(BindContext<T> bind)
    {
        base.Bind(bind);
        _partitionRules = Compile(Factory, bind, static rule => rule.Role == FieldRole.Partition, static rule => rule.WireName);
    }

    protected override bool IsField(RuleDefinition<T> rule) => rule.Role == FieldRole.Email;

    protected override string WireName(RuleDefinition<T> rule) =>
        rule.Role == FieldRole.ExternalId ? options.ExternalIdAttribute : rule.WireName;

    protected override void WriteRest(in T record)
    {
        if (_partitionRules.Length > 0)
        {
            FindPartition(in record);
        }
    }

    private void FindPartition(in T record)
    {
        var context = Context;
        var contact = context.Buffer;
        var failures = context.FailureCount;
        _partitionBuffer.Clear();
        _partitionBuffer.Write((byte)'{');
        context.Buffer = _partitionBuffer;
        foreach (var rule in _partitionRules)
        {
            rule.Write(in record, context);
        }

        _partitionBuffer.Write((byte)'}');
        context.Buffer = contact;
        if (context.FailureCount > failures)
        {
            return;
        }

        _partition = _partitions.NumberOf(_partitionBuffer.Written);
        if (options.NeedsLists && _partitions[_partition].ListIds.Count == 0)
        {
            context.AddFailure(
                ContactFields.ListIds,
                source: null,
                MappingFailureCode.Required,
                "The contact is in no list, and Brevo imports contacts into lists only. Fill the lists at the source, or name lists for all contacts in the writer's options.",
                "absent"
            );
        }
    }
}
