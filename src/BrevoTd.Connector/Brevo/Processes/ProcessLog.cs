using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Brevo;

internal static partial class ProcessLog
{
    [LoggerMessage(3009, LogLevel.Warning, "Looking at Brevo's processes failed; the next look is in {Delay}. {Reason}")]
    public static partial void LookFailed(ILogger logger, TimeSpan delay, string reason);
}
