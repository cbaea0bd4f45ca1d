using System.Numerics;

namespace BrevoTd.Connector.Mapping;

/// <summary>A number of Unix seconds or milliseconds as a point in time.</summary>
internal sealed class FromUnixStep<TNumber>(bool milliseconds, string? name = null) : ValueToValueStep<TNumber, DateTimeOffset>
    where TNumber : struct, INumber<TNumber>
{
    private const decimal MinSeconds = -62_135_596_800;
    private const decimal MaxSeconds = 253_402_300_799.9999999m;
    private const decimal MillisecondsPerSecond = 1000;

    private readonly string _message = milliseconds
        ? "The number is no time in Unix milliseconds between the years 1 and 9999."
        : "The number is no time in Unix seconds between the years 1 and 9999. Milliseconds are read with FromUnixMilliseconds.";

    public override string Name => name ?? (milliseconds ? "FromUnixMilliseconds" : "FromUnixSeconds");

    public override StepInverse? Inverse =>
        new BetweenInverse<DateTimeOffset, TNumber>(ValueKinds.Of<TNumber>(), new ToUnixStep<TNumber>(milliseconds));

    public override ValueState Apply(TNumber value, EncodeContext context, out DateTimeOffset result)
    {
        result = default;
        if (!TNumber.IsFinite(value))
        {
            return Fail(value, context);
        }

        var seconds = decimal.CreateSaturating(value);
        if (milliseconds)
        {
            seconds /= MillisecondsPerSecond;
        }

        if (seconds is < MinSeconds or > MaxSeconds)
        {
            return Fail(value, context);
        }

        result = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return ValueState.Present;
    }

    private ValueState Fail(TNumber value, EncodeContext context) =>
        context.Fail(MappingFailureCode.WrongType, _message, ValueKinds.Name(ValueKinds.Of<TNumber>()), value);
}

/// <summary>A point in time as a number of Unix seconds or milliseconds; whole numbers drop what is smaller.</summary>
internal sealed class ToUnixStep<TNumber>(bool milliseconds) : ValueToValueStep<DateTimeOffset, TNumber>
    where TNumber : struct, INumber<TNumber>
{
    public override string Name => milliseconds ? "ToUnixMilliseconds" : "ToUnixSeconds";

    public override StepInverse? Inverse =>
        new BetweenInverse<TNumber, DateTimeOffset>(FieldKind.Timestamp, new FromUnixStep<TNumber>(milliseconds));

    public override ValueState Apply(DateTimeOffset value, EncodeContext context, out TNumber result)
    {
        if (ValueKinds.Of<TNumber>() == FieldKind.Int64)
        {
            result = TNumber.CreateTruncating(milliseconds ? value.ToUnixTimeMilliseconds() : value.ToUnixTimeSeconds());
            return ValueState.Present;
        }

        var ticks = (decimal)(value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks);
        result = TNumber.CreateTruncating(ticks / (milliseconds ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond));
        return ValueState.Present;
    }
}

/// <summary>The same point in time, with the clock and the calendar of a zone.</summary>
internal sealed class InTimeZoneStep(TimeZoneInfo zone) : ValueStep<DateTimeOffset>
{
    public override string Name => $"InTimeZone({zone.Id})";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref DateTimeOffset value, EncodeContext context)
    {
        value = TimeZoneInfo.ConvertTime(value, zone);
        return ValueState.Present;
    }
}

/// <summary>The day of a point in time, by its own clock.</summary>
internal sealed class ToDateStep : ValueToValueStep<DateTimeOffset, DateOnly>
{
    public override string Name => "ToDate";

    public override ValueState Apply(DateTimeOffset value, EncodeContext context, out DateOnly result)
    {
        result = DateOnly.FromDateTime(value.DateTime);
        return ValueState.Present;
    }
}
