using System.Globalization;
using System.Numerics;

namespace BrevoTd.Connector.Mapping;

/// <summary>A step that changes no value of its type, such as rounding whole numbers.</summary>
internal sealed class NoChangeStep<TValue>(string name) : ValueStep<TValue>
    where TValue : struct
{
    public override string Name => name;

    public override StepInverse? Inverse => StepInverse.Keep;
}

internal sealed class RoundDoubleStep(int digits, MidpointRounding mode) : ValueStep<double>
{
    public override string Name => $"Round({digits})";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref double value, EncodeContext context)
    {
        value = Math.Round(value, digits, mode);
        return ValueState.Present;
    }
}

internal sealed class RoundDecimalStep(int digits, MidpointRounding mode) : ValueStep<decimal>
{
    public override string Name => $"Round({digits})";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref decimal value, EncodeContext context)
    {
        value = Math.Round(value, digits, mode);
        return ValueState.Present;
    }
}

internal sealed class ScaleStep<TNumber>(TNumber factor) : ValueStep<TNumber>
    where TNumber : struct, INumber<TNumber>
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Scale({factor})");

    public override StepInverse? Inverse => TNumber.IsZero(factor) ? null : new ValueInverse<TNumber>(new UnscaleStep<TNumber>(factor));

    public override ValueState Apply(ref TNumber value, EncodeContext context)
    {
        try
        {
            value = checked(value * factor);
            return ValueState.Present;
        }
        catch (OverflowException)
        {
            return context.Fail(
                MappingFailureCode.WrongType,
                "The scaled number is too large for its type. Read it as another type, or drop it with OrDrop.",
                ValueKinds.Name(ValueKinds.Of<TNumber>()),
                value
            );
        }
    }
}

/// <summary>Finds the number that <see cref="ScaleStep{TNumber}"/> would scale to the given one.</summary>
internal sealed class UnscaleStep<TNumber>(TNumber factor) : ValueStep<TNumber>
    where TNumber : struct, INumber<TNumber>
{
    public override string Name => "Scale";

    public override ValueState Apply(ref TNumber value, EncodeContext context)
    {
        var wanted = value;
        try
        {
            value = wanted / factor;
        }
        catch (OverflowException)
        {
            return Fail(wanted, context);
        }

        // Binary division may end next to the number that was scaled.
        if (value * factor != wanted && value is double near)
        {
            value = TNumber.CreateTruncating(Neighbour(near, double.CreateTruncating(wanted)));
        }

        // Whole numbers that are no multiples were not written by the forward map.
        return ValueKinds.Of<TNumber>() == FieldKind.Int64 && value * factor != wanted ? Fail(wanted, context) : ValueState.Present;
    }

    private double Neighbour(double near, double wanted)
    {
        var by = double.CreateTruncating(factor);
        var below = near;
        var above = near;
        for (var i = 0; i < 2; i++)
        {
            below = Math.BitDecrement(below);
            above = Math.BitIncrement(above);
            if (below * by == wanted)
            {
                return below;
            }

            if (above * by == wanted)
            {
                return above;
            }
        }

        return near;
    }

    private static ValueState Fail(TNumber value, EncodeContext context) =>
        context.Fail(
            MappingFailureCode.WrongType,
            "The number cannot be scaled back: no number of its type scales to it. Correct it, or read it as another type.",
            ValueKinds.Name(ValueKinds.Of<TNumber>()),
            value
        );
}

internal sealed class ClampStep<TNumber>(TNumber min, TNumber max) : ValueStep<TNumber>
    where TNumber : struct, INumber<TNumber>
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Clamp({min}, {max})");

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref TNumber value, EncodeContext context)
    {
        value = TNumber.Clamp(value, min, max);
        return ValueState.Present;
    }
}

internal sealed class NotStep : ValueStep<bool>
{
    public override string Name => "Not";

    public override StepInverse? Inverse => new ValueInverse<bool>(this);

    public override ValueState Apply(ref bool value, EncodeContext context)
    {
        value = !value;
        return ValueState.Present;
    }
}
