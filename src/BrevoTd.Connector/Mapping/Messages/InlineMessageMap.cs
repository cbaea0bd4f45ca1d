namespace BrevoTd.Connector.Mapping;

internal sealed class InlineMessageMap<T>(Action<MessageMapBuilder<T>> configure) : MessageMap<T>
{
    private protected override string Name => $"MessageMap.From<{typeof(T).Name}>";

    protected override void Configure(MessageMapBuilder<T> map) => configure(map);
}
