namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The kinds of events under their public names.</summary>
internal static class MessageEventKinds
{
    public static MessageEventKind FromPublic(BrevoEmulatorMessageEvent kind) =>
        kind switch
        {
            BrevoEmulatorMessageEvent.LoadedByProxy => MessageEventKind.ProxyOpened,
            _ => Enum.Parse<MessageEventKind>(kind.ToString()),
        };

    public static BrevoEmulatorMessageEvent ToPublic(MessageEventKind kind) =>
        kind switch
        {
            MessageEventKind.ProxyOpened => BrevoEmulatorMessageEvent.LoadedByProxy,
            MessageEventKind.AdminUnsubscribed => BrevoEmulatorMessageEvent.Unsubscribed,
            _ => Enum.Parse<BrevoEmulatorMessageEvent>(kind.ToString()),
        };
}
