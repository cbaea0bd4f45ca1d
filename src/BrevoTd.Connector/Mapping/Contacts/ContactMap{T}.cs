using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Says how records become Brevo contacts. Derive from it and write the rules in <see cref="Configure"/>, or use <see cref="ContactMap.From{T}"/>.
/// Rows of a query (<c>TdRow</c>) are read by column; any other type by functions.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract partial class ContactMap<T> : RecordMap<T>
{
    /// <summary>Creates a map. Its rules are written when it is first used.</summary>
#pragma warning disable RS0022 // The base class is closed on purpose: kinds of maps are the library's, maps are the user's.
    protected ContactMap() { }
#pragma warning restore RS0022

    /// <summary>Creates an encoder with its own buffers and statistics, for one thread at a time.</summary>
    /// <param name="options">How contacts are written.</param>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public RecordEncoder<T> CreateEncoder(ContactEncoderOptions? options = null)
    {
        options ??= new ContactEncoderOptions();
        ArgumentException.ThrowIfNullOrEmpty(options.ExternalIdAttribute);
        return options.Shape switch
        {
            ContactWireShape.ImportJson => new ContactImportEncoder<T>(Definition, options),
            ContactWireShape.Upsert => new ContactUpsertEncoder<T>(Definition),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Shape, "There is no such wire shape."),
        };
    }

    /// <summary>
    /// Finds everything that is wrong with the map, at once and before the first record: mistakes in the map itself, columns that the query lacks or has with another type,
    /// attributes that Brevo lacks or has with another type. Brevo's imports would ignore the latter without a word.
    /// </summary>
    /// <param name="schema">Columns of the query, or <see langword="null"/> to leave them out of the check; not looked at for records without columns.</param>
    /// <param name="attributes">Attributes of the account (<see cref="BrevoAttributesClient.ListAsync"/>), or <see langword="null"/> to leave them out of the check.</param>
    public MappingCheck Check(TdSchema? schema, IReadOnlyList<ContactAttribute>? attributes)
    {
        var problems = CheckDefinition(schema);
        var uses = AttributeCheck.AttributesOf(Definition, schema).ToList();
        NameCheck.Attributes(uses, problems);
        if (attributes is not null)
        {
            AttributeCheck.Run(uses, attributes, problems);
        }

        return new MappingCheck(Definition.Name, problems);
    }

    /// <summary>Whether a rule names the lists of each contact.</summary>
    internal bool NamesLists => Definition.Rules.Exists(static rule => rule.Target == ContactFields.ListIds);

    /// <summary>Writes the rules. Called once, by the first thread that uses the map.</summary>
    /// <param name="map">Where the rules are written.</param>
    protected abstract void Configure(ContactMapBuilder<T> map);

    private protected sealed override RecordEncoder<T> CreateEncoder(PlanTrace trace) =>
        new ContactImportEncoder<T>(Definition, new ContactEncoderOptions()) { Trace = trace };

    /// <summary>Writes the rules into another map.</summary>
    internal void WriteInto(ContactMapBuilder<T> map) => Configure(map);

    private protected sealed override void Define(MapDefinition<T> definition)
    {
        Configure(new ContactMapBuilder<T>(definition));
        if (definition.Rules.All(static rule => rule.Role == FieldRole.None))
        {
            definition.Problems.Add(
                new MappingProblem(
                    MappingProblemCode.TargetMissing,
                    Target: null,
                    Source: null,
                    "No rule writes an identifier. Add Email, ExternalId, Sms, WhatsApp or Landline."
                )
            );
        }
    }
}
