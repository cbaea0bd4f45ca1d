using System.Text;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Testing;

/// <summary>Hands everything that the library logs, also the values of templates and scopes, to the watch.</summary>
internal sealed class CanaryLoggerProvider(CanaryWatch watch) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new Logger(this, watch, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // The watch outlives the factories that it listens to.
    }

    private sealed class Logger(CanaryLoggerProvider provider, CanaryWatch watch, string category) : ILogger
    {
        private readonly bool _ours = watch.IsOurs(category);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => provider._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => _ours && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var text = new StringBuilder(formatter(state, exception));
            Append(text, state);
            provider._scopes.ForEachScope(static (scope, builder) => Append(builder, scope), text);
            if (exception is not null)
            {
                text.Append('\n').Append(ExceptionText.Describe(exception));
            }

            watch.Hear(CanaryChannel.Log, $"{category}[{eventId.Id}]", text.ToString());
        }

        private static void Append(StringBuilder text, object? state)
        {
            if (state is not IEnumerable<KeyValuePair<string, object?>> values)
            {
                text.Append('\n').Append(state);
                return;
            }

            foreach (var (name, value) in values)
            {
                text.Append('\n').Append(name).Append('=').Append(value);
            }
        }
    }
}
