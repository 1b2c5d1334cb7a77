"""The same with boto3: python3 docs/quickstart-dialler.py [TIME OF THE CALL]; see quickstart-dialler.md."""
import json, os, sys, uuid
from datetime import datetime, timedelta, timezone
import boto3

env = os.environ
tenant = env.get("TENANT", "quickstart")
sqs, s3, bus = boto3.client("sqs"), boto3.client("s3"), boto3.client("events")
jst = timezone(timedelta(hours=9))
time = datetime.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else datetime.now(jst)
day = lambda ahead: (time.astimezone(jst) + timedelta(days=ahead)).date().isoformat()


def event(kind, **data):
    return {"specversion": "1.0", "id": str(uuid.uuid4()), "source": "urn:example:dialler", "type": f"rireki.{kind}.v1",
            "time": time.isoformat(), "tenantid": tenant, "data": data}  # times need an offset


def send(*events):  # at most ten, and 1 MiB in all
    entries = [{"Id": one["id"], "MessageBody": json.dumps(one)} for one in events]
    failed = sqs.send_message_batch(QueueUrl=env["INTAKE_QUEUE_URL"], Entries=entries).get("Failed", [])
    if failed:
        raise RuntimeError(f"send these again: {failed}")


def subscribe():  # only on the local stack; on a stage, the deployment does this
    url = sqs.create_queue(QueueName="dialler-events")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    on = {"EventBusName": env["EVENT_BUS_NAME"]}
    pattern = {"source": ["rireki"], "detail": {"tenantid": [tenant]}}
    bus.put_rule(**on, Name="dialler-events", EventPattern=json.dumps(pattern))
    bus.put_targets(**on, Rule="dialler-events", Targets=[{"Id": "queue", "Arn": arn, "InputPath": "$.detail"}])
    return url


events_url = env.get("EVENTS_QUEUE_URL") or subscribe()
ids = {"campaignId": "c01", "batchId": "b01", "customerListId": "l01", "callingGroupId": "g01"}
send(event("tenant.saved", name="はじめての発信", outboundOption=True),
     event("account.saved", accountId="sv01", name="田中 花子", role="admin", active=True),
     event("account.saved", accountId="ag01", name="鈴木 一郎", role="agent", active=True),
     event("campaign.saved", **ids, name="秋のご案内", resultEntry=True,
           results=[{"resultId": "yes", "label": "成約"}]),
     event("batch.saved", **ids, name="第1回", startsOn=day(0), endsOn=day(30)),
     event("customer-list.saved", **ids, name="資料請求者"),
     event("calling-group.saved", **ids, name="東京第一"))
call_id = str(uuid.uuid4())
call = {**ids, "requestId": "r-1", "calledAt": time.isoformat(), "customerId": "cu-1", "durationSeconds": 2}
key = f"{tenant}/{day(0)}/{call_id}.wav"  # in the tenant's own folder, and stored before it is announced
s3.put_object(Bucket=env["RECORDINGS_BUCKET"], Key=key, Body=bytes(16000))
number = {"phone": "0312345678"}
send(event("call.completed", **call, **number, callId=call_id, name="髙橋 さくら", agentId="ag01",
           talkedWith="self", resultId="yes"),
     event("recording.stored", callId=call_id, objectKey=key, contentType="audio/wav", durationSeconds=2),
     event("call.completed", **{**call, "customerId": "cu-2"}, **number,
           callId=str(uuid.uuid4()), agentId="ag99"),  # unknown agent
     event("call.completed", **call, callId=str(uuid.uuid4())))  # no number
print(f"sent {call_id}: correct it, as sv01 of {tenant}", flush=True)

awaited = {"rireki.event.noted.v1", "rireki.event.rejected.v1", "rireki.call-history.corrected.v1"}
while awaited:
    for message in sqs.receive_message(QueueUrl=events_url, WaitTimeSeconds=20).get("Messages", []):
        said = json.loads(message["Body"])  # handle each `id` once: it may be delivered again
        print(said["type"], json.dumps(said["data"], ensure_ascii=False), flush=True)
        awaited.discard(said["type"])
        sqs.delete_message(QueueUrl=events_url, ReceiptHandle=message["ReceiptHandle"])
