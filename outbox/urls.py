from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [path("<int:pk>/resend/", views.send_again, name="resend")]
