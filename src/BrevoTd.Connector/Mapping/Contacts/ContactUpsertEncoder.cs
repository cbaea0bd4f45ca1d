namespace BrevoTd.Connector.Mapping;

/// <summary>Frames a contact as the body of <c>POST /contacts</c>.</summary>
internal sealed class ContactUpsertEncoder<T>(MapDefinition<T> definition) : ContactEncoder<T>(definition)
{
    private PlanEntry<T>[] _rest = [];

    protected override void Bind(BindContext<T> bind)
    {
        base.Bind(bind);
        _rest = Compile(Factory, bind, static rule => rule.Role == FieldRole.Partition, static rule => rule.WireName);
    }

    protected override bool IsField(RuleDefinition<T> rule) => rule.Role is FieldRole.Email or FieldRole.ExternalId;

    protected override string WireName(RuleDefinition<T> rule) =>
        rule.Role == FieldRole.ExternalId ? ContactFields.ExternalId : rule.WireName;

    protected override void WriteRest(in T record)
    {
        foreach (var entry in _rest)
        {
            entry.Write(in record, Context);
        }
    }
}
