using TdToken = BrevoTd.Connector.TreasureData.TdToken;
using TdValueKind = BrevoTd.Connector.TreasureData.TdValueKind;

namespace BrevoTd.Connector.Mapping;

/// <summary>An element of a list as it is: text, number or truth value; or whole numbers only.</summary>
internal sealed class ElementNode(FieldKind kind) : RuleNode<ListElement>(kind)
{
    public override PlanEntry<ListElement> Compile(EntryFactory<ListElement> factory, BindContext<ListElement> bind, Field field) =>
        new ElementEntry(field, onlyIntegers: Kind == FieldKind.Int64);
}

internal sealed class ElementEntry(Field field, bool onlyIntegers) : PlanEntry<ListElement>(field)
{
    public override void Write(in ListElement record, EncodeContext context)
    {
        var buffer = context.Buffer;
        var token = record.Token;
        var kind = TdToken.Kind(token);
        ValueState state;
        switch (kind)
        {
            case not (TdValueKind.Integer or TdValueKind.Null) when onlyIntegers:
                state = context.Fail(MappingFailureCode.WrongType, "The element is no whole number.", ValueKinds.Name(kind));
                break;
            case TdValueKind.Text:
                _ = TdToken.Utf8(token, out var text);
                if (!text.IsEmpty)
                {
                    _ = JsonFormat.WriteText(buffer, Field.Name, text);
                    return;
                }

                state = ValueState.Empty;
                break;
            case TdValueKind.Integer:
                _ = TdToken.Int64(token, out var integer);
                JsonFormat.WriteInt64(buffer, Field.Name, integer);
                return;
            case TdValueKind.Boolean:
                _ = TdToken.Boolean(token, out var truth);
                JsonFormat.WriteBoolean(buffer, Field.Name, truth);
                return;
            case TdValueKind.Float32
            or TdValueKind.Float64 when TdToken.Double(token, acceptText: false, out var number) == default && double.IsFinite(number):
                JsonFormat.WriteDouble(buffer, Field.Name, number);
                return;
            case TdValueKind.Null:
                state = ValueState.Null;
                break;
            default:
                state = context.Fail(
                    MappingFailureCode.WrongType,
                    "The element is no text, number or truth value that Brevo takes. Write the fields of maps with rules of their own.",
                    ValueKinds.Name(kind)
                );
                break;
        }

        if (context.Missing(Field, state))
        {
            JsonFormat.WriteCleared(buffer, Field.Name);
        }
    }
}
