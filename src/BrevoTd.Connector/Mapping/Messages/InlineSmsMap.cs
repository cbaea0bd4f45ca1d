namespace BrevoTd.Connector.Mapping;

internal sealed class InlineSmsMap<T>(Action<SmsMapBuilder<T>> configure) : SmsMap<T>
{
    private protected override string Name => $"SmsMap.From<{typeof(T).Name}>";

    protected override void Configure(SmsMapBuilder<T> map) => configure(map);
}
