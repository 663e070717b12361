using System;
using System.Globalization;
using System.Text.Json;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>Reads the body of a create or a change. Strict about types: a client that sends a number as text is told.</summary>
internal static class AuthBody
{
    private static readonly string[] Known =
    [
        "name", "type", "code", "enabled", "remoteAllowed", "accountUserId", "allowedFromDate", "allowedUntilDate",
        "allowedWeekDays", "allowedFromTime", "allowedUntilTime", "id", "smartActionsEnabled",
    ];

    /// <summary>Reads it.</summary>
    /// <param name="fault">The field that is wrong, in words; null when all is good.</param>
    public static NukiAuthChange Read(byte[] body, bool isCreate, out string? fault)
    {
        fault = null;
        var wanted = new NukiAuthChange();
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            foreach (JsonProperty field in document.RootElement.EnumerateObject())
            {
                wanted = With(wanted, field);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            fault = e is FormatException ? e.Message : "the body is not a JSON object of the right types";
            return wanted;
        }

        if (isCreate && wanted.Type is not (null or WebAuthType.App or WebAuthType.KeypadCode))
        {
            fault = "value " + wanted.Type.Value.ToString(CultureInfo.InvariantCulture) + " for parameter type is not valid";
        }

        return wanted;
    }

    private static NukiAuthChange With(NukiAuthChange wanted, JsonProperty field)
    {
        JsonElement value = field.Value;
        switch (field.Name)
        {
            case "name":
                return wanted with { Name = value.GetString() };
            case "type":
                return wanted with { Type = value.GetInt32() };
            case "code":
                return wanted with { Code = value.GetInt32() };
            case "enabled":
                return wanted with { Enabled = value.GetBoolean() };
            case "remoteAllowed":
                return wanted with { RemoteAllowed = value.GetBoolean() };
            case "accountUserId":
                return wanted with { AccountUserId = value.GetInt32() };
            case "allowedFromDate":
                return wanted with { AllowedFromDate = value.GetDateTimeOffset() };
            case "allowedUntilDate":
                return wanted with { AllowedUntilDate = value.GetDateTimeOffset() };
            case "allowedWeekDays":
                return wanted with { AllowedWeekDays = value.GetInt32() };
            case "allowedFromTime":
                return wanted with { AllowedFromTime = value.GetInt32() };
            case "allowedUntilTime":
                return wanted with { AllowedUntilTime = value.GetInt32() };
            default:
                return Array.IndexOf(Known, field.Name) >= 0 ? wanted : throw new FormatException("unknown field");
        }
    }
}
