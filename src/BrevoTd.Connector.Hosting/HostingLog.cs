using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Sync;

/// <summary>Log events of syncs in a host. Their ids are stable; none of them carries the text of a service or a name of a person.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(4101, LogLevel.Error, "{Job}: a run failed with {Failure}. It is tried again at the next interval of {Interval}.")]
    public static partial void RunFailed(ILogger logger, string job, string failure, TimeSpan interval);
}
