using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Diagnostics;

namespace BrevoTd.Connector.Testing;

/// <summary>
/// Collects everything that the library logs, traces, measures and throws while it lives, each different text once, and searches it at the end. What one
/// watch listens to is named by its arguments, so that a test of the watch can plant something that the watch of the run does not hear.
/// </summary>
internal sealed class CanaryWatch : IDisposable
{
    private const int MaxShown = 40;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    [ThreadStatic]
    private static bool t_busy;

    private readonly string _name;
    private readonly Assembly _assembly;
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly Timer _observer;
    private readonly ConcurrentDictionary<(CanaryChannel Channel, string Text), (string Where, string Test)> _heard = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="name">Name of the activity source and of the meter, and how the categories of logs begin.</param>
    /// <param name="assembly">Whose exceptions are heard: its own types, and what it throws or makes the framework throw.</param>
    public CanaryWatch(string name, Assembly assembly)
    {
        _name = name;
        _assembly = assembly;
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == name || source.Name == "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = OnActivity,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        Measure<byte>();
        Measure<short>();
        Measure<int>();
        Measure<long>();
        Measure<float>();
        Measure<double>();
        Measure<decimal>();
        _meters.Start();

        // Gauges live as long as what they show, and nobody else asks for them.
        _observer = new Timer(static state => ((CanaryWatch)state!).Observe(), this, s_interval, s_interval);
        AppDomain.CurrentDomain.FirstChanceException += OnException;
    }

    /// <summary>The watch over the whole test run.</summary>
    public static CanaryWatch Run { get; } = new(ConnectorDiagnostics.ActivitySourceName, typeof(ConnectorDiagnostics).Assembly);

    /// <summary>Whether a category's logs are searched: the library's own, and those that the HTTP client factory would write for it.</summary>
    public bool IsOurs(string category) =>
        category.StartsWith(_name, StringComparison.Ordinal)
        || category.StartsWith("System.Net.Http.HttpClient.BrevoTd", StringComparison.Ordinal);

    /// <summary>Takes a text down.</summary>
    public void Hear(CanaryChannel channel, string where, string text) =>
        _heard.TryAdd(
            (channel, text),
            (where, TestContext.Current.Test?.TestDisplayName ?? TestContext.Current.TestClass?.TestClassName ?? "no test")
        );

    /// <summary>How many different texts were heard.</summary>
    public int Total => _heard.Count;

    /// <summary>How many different texts were heard on a channel that contain a word.</summary>
    public int Count(CanaryChannel channel, string word) =>
        _heard.Keys.Count(key => key.Channel == channel && key.Text.Contains(word, StringComparison.Ordinal));

    /// <summary>One line for each text that gives something away: what, its spelling, the channel, the event and the test.</summary>
    public IReadOnlyList<string> Search(CanarySearch search) =>
        [
            .. _heard
                .AsParallel()
                .Select(heard => (heard.Key, heard.Value, Hits: search.FindIn(heard.Key.Text)))
                .Where(heard => heard.Hits.Count > 0)
                .Select(heard =>
                    $"{heard.Hits[0].Value} ({heard.Hits[0].Form}) in {heard.Key.Channel} {heard.Value.Where} of {heard.Value.Test}: {Short(heard.Key.Text)}"
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Searches what was heard; fails when something was given away.</summary>
    /// <exception cref="CanaryFoundException">Something was found.</exception>
    public void Conclude(CanarySearch search)
    {
        var hits = Search(search);
        if (hits.Count > 0)
        {
            throw new CanaryFoundException(
                $"{hits.Count} texts give away a secret or a person's data:\n" + string.Join('\n', hits.Take(MaxShown))
            );
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= OnException;
        _observer.Dispose();
        _meters.Dispose();
        _activities.Dispose();
    }

    private static string Short(string text) => (text.Length > 400 ? text[..400] + "…" : text).ReplaceLineEndings(" | ");

    /// <summary>Asks every gauge what it shows now.</summary>
    public void Observe()
    {
        try
        {
            _meters.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // A gauge failed; whether it may is for its own test.
        }
    }

    private void OnActivity(Activity activity)
    {
        // The framework's own spans count when they belong to a call of ours.
        if (activity.Source.Name != _name && activity.Parent?.Source.Name != _name)
        {
            return;
        }

        var text = new StringBuilder(activity.OperationName);
        text.Append('\n')
            .Append(activity.DisplayName)
            .Append('\n')
            .Append(activity.StatusDescription)
            .Append('\n')
            .Append(activity.TraceStateString);
        Append(text, activity.TagObjects);
        foreach (var happened in activity.Events)
        {
            Append(text.Append("\nevent ").Append(happened.Name), happened.Tags);
        }

        foreach (var (key, value) in activity.Baggage)
        {
            text.Append("\nbaggage ").Append(key).Append('=').Append(value);
        }

        foreach (var link in activity.Links)
        {
            Append(text.Append("\nlink ").Append(link.Context.TraceState), link.Tags ?? []);
        }

        Hear(CanaryChannel.Trace, activity.OperationName, text.ToString());
    }

    private void Measure<T>()
        where T : struct =>
        _meters.SetMeasurementEventCallback<T>(
            (instrument, _, tags, _) =>
            {
                var text = new StringBuilder(instrument.Name).Append(' ').Append(instrument.Description);
                foreach (var (key, value) in tags)
                {
                    text.Append('\n').Append(key).Append('=').Append(value);
                }

                Hear(CanaryChannel.Measurement, instrument.Name, text.ToString());
            }
        );

    private static void Append(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            text.Append('\n').Append(key).Append('=');
            _ = value is string or not System.Collections.IEnumerable
                ? text.Append(value)
                : text.AppendJoin(' ', ((System.Collections.IEnumerable)value).Cast<object?>());
        }
    }

    private void OnException(object? sender, FirstChanceExceptionEventArgs args)
    {
        // What this method throws and catches would come back to it, and what it does not catch ends the process.
        if (t_busy)
        {
            return;
        }

        t_busy = true;
        try
        {
            var exception = args.Exception;
            var text = ExceptionText.Describe(exception);
            if (!_heard.ContainsKey((CanaryChannel.Exception, text)) && IsOurs(exception))
            {
                Hear(CanaryChannel.Exception, exception.GetType().Name, text);
                Hear(CanaryChannel.Exception, exception.GetType().Name, exception.ToString().Split("\n   at ", 2)[0]);
            }
        }
        catch (Exception e)
        {
            Hear(CanaryChannel.Exception, args.Exception.GetType().Name, "An exception could not be read: " + e.GetType().Name);
        }
        finally
        {
            t_busy = false;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsOurs(Exception exception)
    {
        // A test may make one of ours, and let a fake throw it; or one of its own, which comes through here on its way back to the test.
        if (exception.TargetSite?.Module.Assembly is { } thrower && thrower != _assembly && !IsFramework(thrower))
        {
            return false;
        }

        for (var type = exception.GetType(); type is not null && type != typeof(Exception); type = type.BaseType)
        {
            if (type.Assembly == _assembly)
            {
                return true;
            }
        }

        // The frames up to here: the first one outside the framework is who threw, or called what threw.
        foreach (var frame in new StackTrace(2, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod()?.Module.Assembly is { } assembly && !IsFramework(assembly))
            {
                // The parser names the place in the body, and the transport puts an exception of its own there, without the parser's.
                return assembly == _assembly
                    && !(exception is JsonException && frame.GetMethod()?.DeclaringType?.Name == nameof(Http.ServiceTransport));
            }
        }

        return false;
    }

    private static bool IsFramework(Assembly assembly) =>
        assembly.GetName().Name is { } name
        && (
            name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal)
            || name.StartsWith("Polly", StringComparison.Ordinal)
            || name.StartsWith("Nerdbank.", StringComparison.Ordinal)
            || name is "mscorlib" or "netstandard"
        );
}
