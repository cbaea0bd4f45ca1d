using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>A list that is the parts of a text.</summary>
internal sealed class SplitSource<T>(TextNode<T> text, string separator) : ListSource<T, ListElement>
{
    private readonly byte[] _separator = Encoding.UTF8.GetBytes(separator);

    public override ColumnUse? Column => text.Column;

    public override IEnumerable<ColumnUse> Columns => text.Columns;

    public override IEnumerable<StepTrace> Trace => [.. text.Trace, new("Split", Inverse: null)];

    public override ListPipe<T, ListElement> Bind(BindContext<T> bind) => new Pipe(text.Bind(bind), _separator);

    private sealed class Pipe(TextPipe<T> text, byte[] separator) : ListPipe<T, ListElement>
    {
        private readonly ElementBuffer _elements = new();

        public override ValueState Read(in T record, EncodeContext context, ItemWriter<ListElement> items)
        {
            var state = text.Read(in record, context, out var value);
            if (state == ValueState.Present)
            {
                _elements.ReadParts(value, separator, context, items);
            }

            return state;
        }
    }
}
