using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>
/// The Web API's JSON: fields in the order and with the types of facts B3, B4 and B6, absent where the API leaves them out.
/// </summary>
internal static class NukiJson
{
    /// <summary>What <paramref name="write"/> writes, as UTF-8.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An array.</summary>
    public static byte[] List<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        return Bytes(json =>
        {
            json.WriteStartArray();
            foreach (T item in items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The body of every refusal (facts B1: detailMessage was seen).</summary>
    public static byte[] Error(string message)
    {
        return Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("detailMessage", message);
            json.WriteEndObject();
        });
    }

    /// <summary>SmartlockAuth.</summary>
    /// <param name="showPin">False: leaves the PIN out.</param>
    public static void Auth(Utf8JsonWriter json, NukiAuth auth, bool showPin)
    {
        json.WriteStartObject();
        json.WriteString("id", auth.Id);
        json.WriteNumber("smartlockId", auth.SmartlockId);
        Number(json, "accountUserId", auth.IsCode ? null : auth.AccountUserId);
        json.WriteNumber("authId", unchecked((int)auth.AuthId));
        Number(json, "code", showPin && auth.IsCode ? auth.Code : null);
        if (auth.Fingerprints.Count > 0)
        {
            json.WriteStartObject("fingerprints");
            foreach ((uint id, string name) in auth.Fingerprints)
            {
                json.WriteString(id.ToString(CultureInfo.InvariantCulture), name);
            }

            json.WriteEndObject();
        }

        json.WriteNumber("type", auth.Type);
        json.WriteString("name", auth.Name);
        json.WriteBoolean("enabled", auth.Enabled);
        json.WriteBoolean("remoteAllowed", auth.RemoteAllowed);
        json.WriteNumber("lockCount", auth.LockCount);
        Date(json, "allowedFromDate", auth.AllowedFromDate);
        Date(json, "allowedUntilDate", auth.AllowedUntilDate);
        Number(json, "allowedWeekDays", auth.AllowedWeekDays);
        Number(json, "allowedFromTime", auth.AllowedFromTime);
        Number(json, "allowedUntilTime", auth.AllowedUntilTime);
        Date(json, "lastActiveDate", auth.LastActiveDate);
        Date(json, "creationDate", auth.CreationDate);
        Date(json, "updateDate", auth.UpdateDate);
        Text(json, "operationId", auth.OperationId);
        Text(json, "error", auth.Error);
        json.WriteEndObject();
    }

    /// <summary>SmartlockLog.</summary>
    public static void Log(Utf8JsonWriter json, NukiLogEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteNumber("smartlockId", entry.SmartlockId);
        json.WriteNumber("deviceType", entry.DeviceType);
        Number(json, "accountUserId", entry.AccountUserId);
        Text(json, "authId", entry.AuthDocumentId);
        json.WriteString("name", entry.Name);
        json.WriteNumber("action", entry.Action);
        json.WriteNumber("trigger", entry.Trigger);
        json.WriteNumber("state", entry.State);
        json.WriteBoolean("autoUnlock", entry.AutoUnlock);
        Date(json, "date", entry.Date);
        json.WriteNumber("source", entry.Source);
        json.WriteEndObject();
    }

    /// <summary>Smartlock.</summary>
    public static void Smartlock(Utf8JsonWriter json, NukiSmartlock door)
    {
        json.WriteStartObject();
        json.WriteNumber("smartlockId", door.Id);
        json.WriteNumber("accountId", NukiAccount.AccountId);
        json.WriteNumber("type", door.Type);
        json.WriteNumber("lmType", 0);
        json.WriteNumber("authId", door.AuthId);
        json.WriteString("name", door.Name);
        json.WriteBoolean("favorite", false);
        Config(json, door);
        json.WritePropertyName("state");
        State(json, door);
        json.WriteNumber("firmwareVersion", (3 << 16) + (10 << 8) + 7);
        json.WriteNumber("hardwareVersion", 1292);
        ServerState(json, door);
        json.WriteBoolean("virtualDevice", false);
        Date(json, "creationDate", door.CreationDate);
        Date(json, "updateDate", door.UpdateDate);
        json.WriteStartObject("currentSubscription");
        json.WriteString("type", "B2C");
        json.WriteString("state", "INACTIVE");
        Date(json, "creationDate", door.CreationDate);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The state of a lock, as in Smartlock and in DEVICE_STATUS.</summary>
    public static void State(Utf8JsonWriter json, NukiSmartlock door)
    {
        json.WriteStartObject();
        json.WriteNumber("mode", LockMode.Door);
        json.WriteNumber("state", door.State);
        json.WriteNumber("trigger", 6);
        json.WriteNumber("lastAction", 2);
        json.WriteBoolean("batteryCritical", false);
        json.WriteBoolean("batteryCharging", false);
        json.WriteNumber("batteryCharge", 90);
        json.WriteBoolean("keypadBatteryCritical", false);
        json.WriteBoolean("doorsensorBatteryCritical", false);
        json.WriteNumber("doorState", 0);
        json.WriteNumber("ringToOpenTimer", 0);
        json.WriteBoolean("nightMode", false);
        json.WriteEndObject();
    }

    /// <summary>serverState 0 ok, 4 offline (facts B6) and adminPinState.</summary>
    public static void ServerState(Utf8JsonWriter json, NukiSmartlock door)
    {
        json.WriteNumber("serverState", door.IsOnline ? 0 : 4);
        json.WriteNumber("adminPinState", 0);
    }

    private static void Config(Utf8JsonWriter json, NukiSmartlock door)
    {
        json.WriteStartObject("config");
        json.WriteString("name", door.Name);
        json.WriteNumber("capabilities", 1);
        json.WriteBoolean("fobPaired", false);
        json.WriteNumber("advertisingMode", 0);
        json.WriteBoolean("keypadPaired", false);
        json.WriteBoolean("keypad2Paired", door.HasKeypad);
        json.WriteNumber("homekitState", 1);
        json.WriteNumber("matterState", 0);
        json.WriteNumber("timezoneId", 37);
        json.WriteNumber("deviceType", door.Type);
        json.WriteBoolean("wifiEnabled", true);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is not null)
        {
            json.WriteNumber(name, value.Value);
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Date(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
    }
}
