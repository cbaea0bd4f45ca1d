using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Tests.Diagnostics;

/// <summary>The watch over the run hears every channel, and what is planted in one ends the run.</summary>
[Collection(nameof(CanaryWatchTests))]
public sealed class CanaryWatchTests
{
    [Fact]
    public async Task Run_AfterACall_HasHeardItInEveryChannel()
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxRetries = 0);
        pipeline.Handler.Then(HttpStatusCode.Conflict, "{}");
        var operation = new ServiceOperation("watch.heard", HttpMethod.Get, "contacts/{identifier}", RepeatRule.Idempotent);

        await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call(operation));

        Assert.All(Enum.GetValues<CanaryChannel>(), channel => Assert.NotEqual(0, CanaryWatch.Run.Count(channel, operation.Name)));
        Assert.Contains(Pipeline.BrevoKey, Canaries.Known.Keys);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("log template")]
    [InlineData("log scope")]
    [InlineData("log exception")]
    [InlineData("span name")]
    [InlineData("span tag")]
    [InlineData("span tags of a list")]
    [InlineData("span event")]
    [InlineData("span event tag")]
    [InlineData("span status")]
    [InlineData("span baggage")]
    [InlineData("span of the framework")]
    [InlineData("measurement tag")]
    [InlineData("measurement tag name")]
    [InlineData("gauge tag")]
    [InlineData("exception message")]
    [InlineData("exception data")]
    [InlineData("exception property")]
    [InlineData("exception list")]
    [InlineData("exception cause")]
    [InlineData("exception text")]
    [InlineData("exception of the framework")]
    [InlineData("exception that is caught")]
    public void Conclude_AfterAPlantedCanary_SaysWhichAndWhere(string place)
    {
        var name = "Planted." + Guid.NewGuid().ToString("N");
        var canary = Canaries.Email();
        using var watch = new CanaryWatch(name, typeof(CanaryWatchTests).Assembly);

        Plant(place, name, canary, watch);

        watch.Dispose();
        var e = Assert.Throws<CanaryFoundException>(() => watch.Conclude(new CanarySearch([canary])));
        Assert.Contains(canary, e.Message, StringComparison.Ordinal);
        Assert.Contains(
            place.Split(' ')[0] switch
            {
                "log" => "Log",
                "span" => "Trace",
                "measurement" or "gauge" => "Measurement",
                _ => "Exception",
            },
            e.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(nameof(Conclude_AfterAPlantedCanary_SaysWhichAndWhere), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_OfTheServicesOwnWords_FindsNothing()
    {
        using var watch = new CanaryWatch("Planted.nothing", typeof(CanaryWatchTests).Assembly);

        Throw(new PlantedException("It failed.") { ServiceMessage = Canaries.Email() });
        watch.Hear(CanaryChannel.Log, "category", "contacts.get answered 200");

        // Tests beside this one throw too, and theirs may be anything.
        Assert.DoesNotContain(
            watch.Search(new CanarySearch(Canaries.Known.Keys)),
            line => line.Contains(nameof(Search_OfTheServicesOwnWords_FindsNothing), StringComparison.Ordinal)
        );
        Assert.NotEqual(0, watch.Count(CanaryChannel.Exception, "It failed."));
    }

    private static void Plant(string place, string name, string canary, CanaryWatch watch)
    {
        switch (place.Split(' ')[0])
        {
            case "log":
                Log(place, name, canary, watch);
                break;
            case "span":
                Trace(place, name, canary);
                break;
            case "measurement" or "gauge":
                Measure(place, name, canary, watch);
                break;
            default:
                Throw(place, canary);
                break;
        }
    }

    private static void Log(string place, string name, string canary, CanaryWatch watch)
    {
        using var factory = LoggerFactory.Create(logging =>
            logging.AddProvider(new CanaryLoggerProvider(watch)).AddFilter<CanaryLoggerProvider>(null, LogLevel.Trace)
        );
        var logger = factory.CreateLogger(name + ".Http");
        using var scope = place == "log scope" ? logger.BeginScope(new Dictionary<string, object?> { ["contact"] = canary }) : null;
        switch (place)
        {
            case "log":
                logger.Log(LogLevel.Trace, "Contact " + canary);
                break;
            case "log template":
                logger.Log(
                    LogLevel.Debug,
                    default,
                    new KeyValuePair<string, object?>[] { new("contact", canary) },
                    null,
                    (_, _) => "Contact"
                );
                break;
            case "log exception":
                logger.Log(LogLevel.Error, new InvalidOperationException("outer", new InvalidOperationException(canary)), "Failed");
                break;
            default:
                logger.Log(LogLevel.Information, "In the scope");
                break;
        }
    }

    private static void Trace(string place, string name, string canary)
    {
        using var source = new ActivitySource(name);
        using var framework = new ActivitySource("System.Net.Http");
        using var activity = source.StartActivity(place == "span name" ? "GET contacts/" + Uri.EscapeDataString(canary) : "contacts.get");
        Assert.NotNull(activity);
        switch (place)
        {
            case "span tag":
                activity.SetTag("url.full", new Uri("https://example.com/contacts/" + Uri.EscapeDataString(canary)));
                break;
            case "span tags of a list":
                activity.SetTag("ids", new[] { "1", canary });
                break;
            case "span event":
                activity.AddEvent(new("retry of " + canary));
                break;
            case "span event tag":
                activity.AddEvent(new("retry", tags: new() { { "contact", canary } }));
                break;
            case "span status":
                activity.SetStatus(ActivityStatusCode.Error, canary);
                break;
            case "span baggage":
                activity.SetBaggage("contact", canary);
                break;
            case "span of the framework":
                framework.StartActivity("GET " + canary)!.Dispose();
                break;
        }
    }

    private static void Measure(string place, string name, string canary, CanaryWatch watch)
    {
        using var meter = new Meter(name);
        if (place == "gauge tag")
        {
            meter.CreateObservableGauge("waiting", () => new Measurement<int>(1, new KeyValuePair<string, object?>("contact", canary)));
            watch.Observe();
            return;
        }

        var tag = place == "measurement tag" ? new KeyValuePair<string, object?>("contact", canary) : new(canary, 1);
        meter.CreateHistogram<double>("duration").Record(1, tag);
    }

    private static void Throw(string place, string canary)
    {
        if (place == "exception of the framework")
        {
            Assert.Throws<FormatException>(() => int.Parse(canary, System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        var exception = place switch
        {
            "exception property" => new PlantedException("It failed.") { Contact = canary },
            "exception list" => new PlantedException("It failed.") { Contacts = ["1", canary] },
            "exception cause" => new PlantedException("It failed.", new AggregateException(new IOException(), new IOException(canary))),
            "exception text" => new PlantedException("It failed.") { Text = canary },
            "exception data" => new PlantedException("It failed.") { Data = { ["contact"] = canary } },
            _ => new PlantedException("No contact " + canary),
        };
        Throw(exception);
    }

    private static void Throw(PlantedException exception)
    {
        try
        {
            throw exception;
        }
        catch (PlantedException)
        {
            // Thrown is thrown, whoever catches it.
        }
    }

    private sealed class PlantedException(string message, Exception? inner = null) : Exception(message, inner)
    {
        public string? ServiceMessage { get; init; }

        public string? Contact { get; init; }

        public IReadOnlyList<string> Contacts { get; init; } = [];

        internal string? Text { get; init; }

        public override string ToString() => Text is null ? base.ToString() : "Planted: " + Text;
    }
}
